"""Pages of docs/ that are made from what they describe: the record from its schema, the package from its docstrings."""

import dataclasses
import inspect
import re

KINDS = "parties places times statements meetings instruments positions events control".split()


def record_page(schema):
    """docs/record.md."""
    defs, lines = schema["$defs"], []
    say = lines.append
    say("# The record\n")
    say("The JSON of `rapporteur read --format json` (an object) and `jsonl` (an object a line), of the [API](api.md) and of Python's")
    say("`Record`. The same as [JSON Schema](record.schema.json), which `rapporteur schema` prints. All fields are always there; what a report does")
    say("not say is `null` or an empty list. Dates are EDTF (ISO 8601-2), as precise as the words allow. Offsets count Unicode code points of `report.text`, end")
    say("exclusive: `text[start..end]` is `exact`, always.\n")
    say("| field | what it holds |\n|---|---|")
    for name in ["schema", "made_with", "report", *KINDS]:
        field = schema["properties"][name]
        told = "The version of this form" if name == "schema" else field["description"].rstrip(".")
        say(f"| `{name}` | {told}{link(field)} |")
    shown = ["Report", "Evidence"]
    for kind in KINDS:
        shown.append(named(schema["properties"][kind]))
    inner = [n for n in defs if n not in shown and "properties" in defs[n]]
    for name in [*shown, *inner]:
        one = defs[name]
        # What follows the first paragraph is for whoever writes Rust.
        about = one.get("description", "").split("\n\n")[0].replace("\n", " ")
        say(f"\n## {name}\n{about}\n")
        say("| field | sort | what it holds |\n|---|---|---|")
        fields = one["properties"]
        for field in sorted(fields, key=lambda f: (f != "id", f == "made_by", 0)):
            about = fields[field].get("description", "").replace("\n", " ").replace("|", "\\|")
            say(f"| `{field}` | {sort(fields[field])} | {about} |")
    say("\n## Values\n\n| name | is one of |\n|---|---|")
    for name, one in defs.items():
        if "enum" in one:
            say(f"| {name} | {', '.join(f'`{v}`' for v in one['enum'])} |")
        elif "pattern" in one:
            say(f"| {name} | `{one['pattern'].replace('|', chr(92) + '|')}` |")
    return "\n".join(lines) + "\n"


def named(field):
    """The definition that a field points at, if any."""
    for part in (field, field.get("items", {}), *field.get("anyOf", [])):
        if "$ref" in part:
            return part["$ref"].rsplit("/", 1)[1]
    return None


def link(field):
    name = named(field)
    return f": [{name}](#{name.lower()})" if name else ""


def sort(field):
    name = named(field)
    many = field.get("type") == "array"
    sorts = field.get("type", []) if isinstance(field.get("type"), list) else [field.get("type")]
    plain = name or next((s for s in sorts if s not in ("null", "array", None)), None) or field.get("items", {}).get("type", "any")
    missing = "null" in sorts or any(p.get("type") == "null" for p in field.get("anyOf", []))
    return ("list of " if many else "") + plain + (" or null" if missing else "")


def package_page(package, spark):
    """docs/python-reference.md."""
    lines = []
    say = lines.append
    say("# Python: reference\n")
    say("All that `rapporteur` and `rapporteur.spark` give, from their docstrings; [how to use it](python.md). `help(rapporteur)` shows the same.\n")
    for name in ("Reader", "read_table", "Tables", "Table", "Archive", "Answer", "Record", "RapporteurError"):
        describe(say, "rapporteur", name, getattr(package, name), 2)
    say("\n## What a record is made of\n\nFrozen data classes with the fields of the [JSON](record.md).\n\n| class | what it is | fields |\n|---|---|---|")
    for name in package.__all__:
        one = getattr(package, name)
        if dataclasses.is_dataclass(one) and name != "Record":
            fields = ", ".join(f"`{f.name}`" for f in dataclasses.fields(one))
            say(f"| `{name}` | {prose(one)} | {fields} |")
    say("\n## Constants\n\n`KINDS`: the names of the tables. `MADE_OF`: versions of program, model and lexicon. `__version__`.")
    if spark:
        say("\n# Spark: reference\n")
        for name in ("read", "table", "problems", "stories", "link"):
            describe(say, "rapporteur.spark", name, getattr(spark, name), 2)
    return "\n".join(lines) + "\n"


def describe(say, module, name, one, level):
    public = inspect.isclass(one)
    signature = "" if public and name in ("Tables", "Table", "Answer", "Record", "RapporteurError") else signed(one)
    say(f"{'#' * level} {module}.{name}\n\n`{name}{signature}`\n\n{prose(one)}\n" if signature else f"{'#' * level} {module}.{name}\n\n{prose(one)}\n")
    if not public:
        return
    for member in vars(one):
        what = getattr(one, member)
        if not member.startswith("_") and (callable(what) or isinstance(vars(one)[member], property)) and inspect.getdoc(what):
            shown = signed(what) if callable(what) else ""
            say(f"- `{member}{shown}`: {prose(what)}")
    say("")


def signed(one):
    try:
        signature = inspect.signature(one)
    except (TypeError, ValueError):
        return "(...)"
    kept = [p.replace(annotation=p.empty) for p in signature.parameters.values() if p.name != "self"]
    return str(signature.replace(parameters=kept, return_annotation=inspect.Signature.empty))


def prose(one):
    """A docstring in one line, without the marks of Sphinx."""
    told = inspect.getdoc(one) or ""
    told = re.sub(r":\w+:`~?\.?(\w+)`", r"`\1`", told).replace("``", "`")
    return re.sub(r"\s+", " ", told).strip()

