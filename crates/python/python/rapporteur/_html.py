"""A record in a notebook: its text with the words of each entry marked, and what they were read as."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._record import Record

# Colours that stay apart for people who see red and green alike (Okabe and Ito), light enough to read on.
COLOURS = {
    "statements": "#fbe7b2",
    "meetings": "#bfe3f7",
    "instruments": "#bfe8d9",
    "positions": "#f6cbdf",
    "events": "#f5c8a8",
    "control": "#d9d2f0",
    "times": "#e4e4e4",
}


def spans(record: Record) -> list[tuple[int, int, str, str]]:
    """Stretches of the text: start, end, kind, what they were read as."""
    name = {p.id: p.name for p in record.parties}

    def who(ids: list[str]) -> str:
        return ", ".join(name.get(i, i) for i in ids)

    out: list[tuple[int, int, str, str]] = []
    for s in record.statements:
        out += [(c.start, c.end, "statements", f"{s.id} {who(s.speakers) or 'someone'}, {s.how}") for c in s.content]
    for m in record.meetings:
        out.append((m.evidence.start, m.evidence.end, "meetings", f"{m.id} meeting of {who(m.parties)}, {m.status}"))
    for i in record.instruments:
        out.append((i.evidence.start, i.evidence.end, "instruments", f"{i.id} {i.kind}: {i.name}"))
    for o in record.positions:
        out.append((o.evidence.start, o.evidence.end, "positions", f"{o.id} {who([o.party])} {o.stance}: {o.issue}"))
    for e in record.events:
        label = f"{e.id} {who(e.actors)} {e.type} {who(e.recipients)}".strip()
        out.append((e.trigger.start, e.trigger.end, "events", label))
    for c in record.control:
        out.append((c.evidence.start, c.evidence.end, "control", f"{c.id} {who([c.holder])} {c.change}: {c.territory}"))
    for t in record.times:
        out.append((t.evidence.start, t.evidence.end, "times", f"{t.id} {t.value or t.timex3 or t.type}"))
    return out


def html(record: Record) -> str:
    """The page."""
    text, all_spans = record.report.text, spans(record)
    cuts = sorted({0, len(text), *(s[0] for s in all_spans), *(s[1] for s in all_spans)})
    body = []
    for start, end in zip(cuts, cuts[1:]):
        words = escape(text[start:end])
        over = [s for s in all_spans if s[0] <= start and end <= s[1]]
        if over:
            # The shortest stretch is the most particular: it gives the colour.
            over.sort(key=lambda s: s[1] - s[0])
            title = escape("\n".join(s[3] for s in over), quote=True)
            words = f'<mark style="background:{COLOURS[over[0][2]]};color:#000" title="{title}">{words}</mark>'
        body.append(words)
    counts = Counter({k: len(getattr(record, k)) for k in COLOURS})
    legend = " ".join(
        f'<span style="background:{COLOURS[k]};color:#000;padding:0 .4em">{k} {n}</span>' for k, n in counts.items() if n
    )
    head = " · ".join(escape(x) for x in (record.report.title, record.report.publisher, record.report.published) if x)
    return (
        f'<div class="rapporteur"><div><b>{head or escape(record.report.id)}</b></div><div>{legend}</div>'
        f'<div style="white-space:pre-wrap;max-width:60em;line-height:1.6">{"".join(body)}</div></div>'
    )
