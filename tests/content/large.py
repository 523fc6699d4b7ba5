"""Writes a programme of any size, for the speed budget: 8 KB a module, an exercise file each."""

from pathlib import Path

PARAGRAPH = """\
Large organisations that are *tied* to their place – hospitals, councils, "universities" – hire,
buy and own. Most of what they do is decided by [rules](/modules/module-{n}/page-{n}-0) and habits
that nobody looks at.[^1] They **could** do otherwise, and some of them have, quietly, for years
and without a word about it to anybody outside. Others wait to be asked for term 1 of module {n}.
"""

PAGE = """\
## Page {p} of module {n} {{#page-{n}-{p}}}

{paragraphs}
- It is made of what we *are*
- It stays when the project ends
- It helps those who have least

### What to look at in part {p}

{paragraphs}
| lever | who decides |
|-------|------------:|
| jobs  | `personnel` |
| goods | procurement |

```fact
source: A report
year: 2019
link: https://example.org/report
checked: 2026-11-01
---
People in the most deprived areas die **nearly ten years** earlier than those in the least.
```

```definition
term: Term {p} of module {n}
---
What it means, in a sentence or two that are easy to read.
```

"""

EXERCISES = """\
exercises:
  think-{n}:
    kind: reflection
    title: Think about it
    minutes: 8
    intro: A word **before** you write.
    prompts:
      what: {{text: What happened?, hint: Be brief., words: [80, 200]}}
      so-what: {{text: What does it tell you?, why: It is where learning starts.}}
  test-{n}:
    kind: check
    title: Try it
    minutes: 4
    prompts:
      which:
        text: Which of these is anchor work?
        choices:
          first: {{text: The first, right: true, feedback: "It is, *because* it stays."}}
          second: {{text: The second, feedback: "It is kind, and it ends on Friday."}}
"""

PROGRAMME = """\
id: large
title: A large programme
summary: For measuring.
provider: Nobody
language: en-GB
edition: "1"
statement: has read all of it
modules: [{modules}]
"""


def write_large(content: Path, modules: int) -> None:
    """Write a valid programme of ``modules`` modules into the folder ``content``."""
    (content / "modules").mkdir(parents=True)
    (content / "quizzes").mkdir()
    names = ", ".join(f"module-{n}" for n in range(modules))
    (content / "modules" / "programme.yaml").write_text(PROGRAMME.format(modules=names))
    for n in range(modules):
        (content / "modules" / f"{n:03}-module-{n}.md").write_text(_module(n))
        (content / "quizzes" / f"{n:03}.yaml").write_text(EXERCISES.format(n=n))


def _module(n: int) -> str:
    front = f"---\ntitle: Module {n}\nsummary: One.\nminutes: 21\noutcomes: [know more]\n---\n\n"
    paragraphs = f"{PARAGRAPH.format(n=n)}\n" * 2
    pages = [PAGE.format(n=n, p=p, paragraphs=paragraphs) for p in range(4)]
    pages[0] += f"```exercise think-{n}\n```\n\n"
    pages[2] += f"```exercise test-{n}\n```\n\n"
    return front + "".join(pages) + "[^1]: Somebody, *Some report*, 2024.\n"
