"""A self-paced learning programme: modules, reflections, progress, certificates, statistics."""
