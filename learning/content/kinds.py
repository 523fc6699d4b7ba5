"""Every kind of mistake: what is wrong, and what to do. `docs/authoring.md` lists them all.

A word in braces is filled in. Where we can guess what was meant, "did you mean …?" takes the
place of what to do.
"""

from enum import Enum


class Kind(Enum):
    """A kind of mistake."""

    @property
    def what(self) -> str:
        """Return what is wrong."""
        return str(self.value[0])

    @property
    def fix(self) -> str:
        """Return what to do about it."""
        return str(self.value[1])

    # Files
    NO_FOLDER = "the folder `{name}` is missing", "put it back, or set LEARNING_CONTENT"
    NO_FILE = "this file is missing", "create it; docs/authoring.md shows one"
    STRAY_FILE = "this file has no meaning here", "call it {pattern}, or move it elsewhere"
    NOT_A_FILE = "this is not a plain file", "put the file itself here"
    OUTSIDE = "this link leads out of the content folder", "put the file itself here"
    UNREADABLE = "this file cannot be read", "check its permissions, and that it still exists"
    TOO_LARGE = "this file is larger than {limit}", "split or shrink it"
    NOT_UTF8 = "this is not UTF-8 text", "save the file as UTF-8"
    CONTROL = "the invisible character U+{code} stands here", "delete it"
    EMPTY = "this file is empty", "write its content, or delete it"

    # YAML
    NOT_YAML = "the fields cannot be read from here on", "check indentation, quotes and brackets"
    COLON = "a second `: ` stands in one line", "put the text in quotes"
    SPECIAL = "text cannot begin with `{character}` here", "put the text in quotes"
    UNCLOSED = "a quote or bracket is opened and not closed", "close it before this place"
    TAB = "a tab stands where spaces indent", "use spaces"
    TOO_DEEP = "lists or fields are nested too deeply", "write at most {limit} levels"
    ANCHOR = "anchors (`&`) and aliases (`*`) are not used here", "write it out, or quote the text"
    TAG = "tags (`!`) are not used here", "leave it out, or quote the text"
    DUPLICATE_KEY = "the key `{key}` stands here twice", "keep one; the first is in line {line}"
    NOT_A_KEY = "a key must be one plain word", "write `key: value`"
    TWO_DOCUMENTS = "a second `---` begins another document", "keep one document a file"

    # Fields
    NO_FRONT_MATTER = "the fields are missing", "begin the file with `---`, the fields and `---`"
    OPEN_FRONT_MATTER = "the fields have no end", "put a line `---` after them"
    UNKNOWN_KEY = "unknown key `{key}`", "use one of: {known}"
    MISSING_KEY = "the key `{key}` is missing", "add `{key}: …`"
    NOT_FIELDS = "fields (`key: value`) are expected here", "write them; text goes below `---`"
    NOT_TEXT = "`{key}` must be text", "put it in quotes"
    NO_VALUE = "`{key}` is empty", "write it, or leave the key out if it is optional"
    LONG_TEXT = "`{key}` is too long", "write at most {limit} characters"
    NOT_NUMBER = "`{key}` must be a whole number", "write digits only, without quotes"
    TOO_LOW = "`{key}` is too low", "write {limit} or more"
    TOO_HIGH = "`{key}` is too high", "write {limit} or less"
    NOT_BOOLEAN = "`{key}` must be true or false", "write `true` or `false`"
    NOT_DATE = "`{key}` must be a date", "write it as 2026-11-22, without quotes"
    NOT_LIST = "`{key}` must be a list", "write it as `[one, two]` or one `- ` a line"
    TOO_FEW = "`{key}` has too few items", "write at least {limit}"
    TOO_MANY = "`{key}` has too many items", "write at most {limit}"
    NOT_ONE_OF = "`{value}` cannot stand in `{key}`", "use one of: {known}"
    BAD_LANGUAGE = "`{value}` is not a language", "write a code such as en-GB or cy-GB"
    FALLING = "`{key}` goes from more to less", "write the smaller number first"
    BAD_WEB_LINK = "`{value}` is not an address on the web", "begin it with https:// or http://"

    # Ids
    BAD_ID = (
        "`{id}` is not an id",
        "write lower-case words joined by hyphens, like `first-thoughts`",
    )
    RESERVED_ID = "the id `{id}` is reserved", "choose another"
    DUPLICATE_ID = "the {what} id `{id}` is used twice", "choose another; the first is in {first}"
    WAS_LIVES = "`was` names `{id}`, which still exists", "remove one of the two"
    WAS_TWICE = "`was` names `{id}`, and so does {first}", "keep the one that really was `{id}`"
    RETIRED_LIVES = "`{id}` is retired and still exists", "remove one of the two"
    RETIRED_TWICE = "`{id}` is retired twice", "keep one; the first is in {first}"
    VANISHED = (
        "the {what} `{id}` of the edition before is gone",
        "write `was: {id}` where it is now, or list it under `retired`",
    )
    RETIRED_WAS = "`{id}` is retired and is a `was` too", "keep the `was` if it was only renamed"

    # The programme
    NO_MODULE = "there is no module `{id}`", "create modules/NN-{id}.md, or take it out"
    UNLISTED = "this module is not in the programme", "add `{id}` to `modules` in programme.yaml"
    LISTED_TWICE = "the module `{id}` is listed twice", "keep one"
    NEEDS_NOTHING = "there is no module `{id}` to finish first", "use one of: {known}"
    FREE_NOTHING = "there is no module `{id}` to take in any order", "use one of: {known}"
    NOT_NEIGHBOURS = "`{id}` does not follow the one before it", "list neighbours, as in `modules`"
    NEEDS_CYCLE = "modules need each other in a circle: {circle}", "take one `needs` out"
    NOT_TODAYS = (
        "`edition` is `{said}`, and the newest of `editions` is `{id}`",
        "add `{said}` at the top, or mend `edition`",
    )
    NOT_NEWEST_FIRST = "the edition `{id}` is dated after the one above it", "put the newest first"
    CHANGED_NOTHING = "there is no page `{id}` that could have changed", "name one by its id"
    NO_PAGE = "this module has no page", "begin one with `## Title {{#id}}`"
    WRONG_MINUTES = "`minutes` says {said}, the pages add up to {counted}", "write {counted}"

    # Text
    TITLE_IN_TEXT = "`#` is for the module’s title only", "use `##` for a page, `###` within one"
    HEADING_DEEP = "a heading this deep is not used", "use `###` or `####`"
    HEADING_SKIPS = "the heading skips a level", "use `{marks}`"
    HEADING_EMPTY = "the heading has no words", "write them"
    HEADING_HERE = "a heading cannot stand here", "make it a paragraph in bold"
    PAGE_HERE = "`##` begins a page, and a case has none", "use `###`"
    NOT_ONE_LINE = "`{key}` is more than one paragraph", "write words, emphasis and links only"
    NO_PAGE_ID = "the page has no id", "write `## {title} {{#{id}}}`"
    SAME_ANCHOR = "the id `{id}` stands on this page already", "choose another"
    BAD_ATTRIBUTE = "`{word}` is not understood after a heading", "write {{#new-id was=old-id}}"
    EMPTY_PAGE = "the page is empty", "write it, or take its heading out"
    NO_FOOTNOTE = "the footnote `[^{label}]` has no text", "add a line `[^{label}]: …`"
    UNUSED_FOOTNOTE = "nothing refers to the footnote `[^{label}]`", "use it, or take it out"
    FOOTNOTE_HERE = "the text of a footnote cannot stand here", "move it to the end of the module"
    SAME_FOOTNOTE = "the footnote `[^{label}]` is written twice", "rename one of them"
    NO_SOURCE = "the number “{number}” has no source", "add a footnote, or put it in a `fact`"
    NO_ALT = "the picture has no description", "write `![what it shows]({src})`"

    # Links and files
    BAD_SCHEME = "`{href}` is not a link we follow", "use https, http or mailto"
    RELATIVE_LINK = "`{href}` leads nowhere", "begin it with /, # or https://"
    NO_ADDRESS = "there is no address `{href}`", "link to a module, page, case or file"
    NO_ANCHOR = "there is no place `#{anchor}` on that page", "use one of: {known}"
    MOVED = "what stood at `{href}` stands elsewhere now", "write `{now}`"
    NO_ATTACHMENT = "there is no file `{name}` in modules/files/", "put it there"
    NOT_A_NAME = "`{name}` is not the name of a file", "write the name only, without folders"
    NOT_A_PICTURE = "`{name}` is not a picture we can show", "use SVG, PNG or JPEG"
    WRONG_FORMAT = "`{name}` is not what `{key}` needs", "use one of: {known}"
    NO_SIZE = "the size of this picture cannot be read", "export it again as SVG, PNG or JPEG"
    UNSAFE_SVG = "this picture contains {what}", "take it out, and keep shapes and text only"

    # Blocks
    NO_BLOCK = "unknown block `{word}`", "use one of: {known}"
    OPEN_BLOCK = "the block is not closed", "put a line of three backticks after it"
    NESTED_BLOCK = "a block cannot stand here", "put it on a page, at the left margin"
    BLOCK_WORDS = "`{words}` is too much after `{word}`", "write the word alone"
    NOT_EMPTY = "nothing may stand in `{word}`", "close it in the next line"
    TEXT_NEEDED = "`{word}` has no text", "write it after a line `---`"
    NO_TEXT_HERE = "`{word}` takes no text", "take the line `---` and the text out"
    NO_EXERCISE = "there is no exercise `{id}`", "write it in quizzes/, or take this out"
    NO_CASE = "there is no case `{id}`", "write modules/cases/{id}.md, or take this out"
    CASE_IS_RESOURCE = "`{id}` is a resource, not a case", "link to it: `[…](/library#{id})`"
    RESOURCE_TEXT = "a resource has no text of its own", "say it in `good_for` or `limits`"
    TERM_TWICE = "the term `{term}` is defined twice", "keep one; the first is in {first}"
    EXERCISE_TWICE = "the exercise `{id}` is placed twice", "keep one; the first is in {first}"
    EXERCISE_IN_INTRO = "an exercise must stand on a page", "move it below a `##` heading"
    UNPLACED = "the exercise `{id}` is on no page", "place it, or move its id to `retired`"

    # Exercises
    NO_RATING = "there is no rating `{id}`", "use one of: {known}"
    NONE_RIGHT = "none of the choices is right", "write `right: true` at one or more"
    NO_GROUP = "there is no group `{id}`", "use one of: {known}"
    NO_LEVEL = "there is no level `{id}`", "use one of: {known}"
    LEVEL_MISSING = "the level `{id}` is not described here", "add `{id}: …`"

    # Session scripts
    NO_MODULE_FILE = "there is no `{name}.md` for this script", "name it like its module"
    NOT_RISING = "`{key}` does not rise", "write each length once, the shortest first"
    NO_LENGTH = "`usual` is {said}, which is none of the lengths", "use one of: {known}"
    STEP_LENGTHS = "the count of `minutes` is {said}, not {counted}", "write one for each: {known}"
    WRONG_SUM = (
        "the steps add up to {counted} minutes for the length {said}",
        "number {position} of their `minutes` needs {difference}",
    )
    STEP_LACKS = "a `{word}` step needs {known}", "add `{key}: …`"
    STEP_BOTH = "a `{word}` step takes {known}, not both", "keep one"
    OTHER_STEP_KEY = "`{key}` is for a `{word}` only", "take it out, or make this step a `{word}`"
    NO_STEP = "there is no earlier step `{id}` that a `{word}` can use", "use one of: {known}"
    NOT_COMPARED = "what `{id}` collects cannot be compared", "let it use a grid or a scale"
    STEP_LEFT_OUT = "this uses `{id}`, which is left out ({said} minutes)", "leave out both or none"
    FIRST_STEP = "the first step is not a `talk` ({said} minutes)", "begin with a check-in"
    LAST_STEP = "the last step is not a `close` ({said} minutes)", "end with a check-out"
    NO_DECIDE = "no step is a `decide` ({said} minutes)", "add one: who, what, by when, first step"
    PAGE_ELSEWHERE = "there is no page `{id}` in this module", "use one of: {known}"
    EXERCISE_ELSEWHERE = "there is no exercise `{id}` in this module", "use one of: {known}"
    CARD_NUMBER = "the number “{number}” has no source here", "leave it to a page that names one"

    # Warnings: these never stop the programme
    OLD_FACT = "this was checked {days} days ago", "check it again and renew `checked`"
    FUTURE_FACT = "`checked` lies in the future", "write the day it was checked"
    FUTURE_EDITION = "`date` lies in the future", "write the day this edition appeared"
