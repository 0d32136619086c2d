//! JSON-LD: a record as a graph of schema.org's terms, with PROV-O for where things come from and Web Annotation for the
//! words behind each entry. What these vocabularies have no word for is `rapporteur:`.

use rapporteur_record::{Evidence, How, Meeting, Party, PartyId, PartyKind, Place, PlaceId, Record, Voucher};
use serde_json::{Map, Value, json};

use super::{countries, day};

/// Closes what [`head`] opens.
pub const TAIL: &str = "\n]}\n";

/// The context, and the opening of the graph.
pub fn head() -> String {
    format!("{{\"@context\": {},\n\"@graph\": [\n", include_str!("../../data/context.json").trim_end())
}

/// The nodes of a report, with commas between.
pub fn graph(record: &Record) -> String {
    let of = Of { record, report: report_iri(record) };
    let mut nodes = vec![of.article()];
    nodes.extend(record.parties.iter().map(|p| of.party(p)));
    nodes.extend(record.places.iter().map(|p| of.place(p)));
    nodes.extend(of.statements());
    nodes.extend(record.meetings.iter().map(|m| of.meeting(m)));
    nodes.extend(of.instruments());
    nodes.extend(of.positions());
    nodes.extend(of.events());
    nodes.extend(of.control());
    nodes.extend(of.annotations());
    nodes.iter().map(Value::to_string).collect::<Vec<_>>().join(",\n")
}

/// A report's address, or a name made from its id.
fn report_iri(record: &Record) -> String {
    let url = record.report.url.as_deref().filter(|u| u.starts_with("http://") || u.starts_with("https://"));
    let plain = url.filter(|u| !u.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c)));
    plain.map_or_else(|| format!("urn:rapporteur:report:{}", percent(&record.report.id)), String::from)
}

/// Text as part of a name: what is no unreserved character is written as percent and hexadecimal.
fn percent(text: &str) -> String {
    let kept = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes().map(|b| if kept(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

struct Of<'r> {
    record: &'r Record,
    report: String,
}

impl Of<'_> {
    fn iri(&self, id: impl ToString) -> Value {
        json!(format!("{}#{}", self.report.split('#').next().unwrap_or_default(), id.to_string()))
    }

    fn iris<T: ToString>(&self, ids: &[T]) -> Value {
        json!(ids.iter().map(|i| self.iri(i.to_string())).collect::<Vec<_>>())
    }

    /// A node without what is not known.
    fn node(&self, id: impl ToString, kind: &str, fields: Value) -> Value {
        let mut node = Map::new();
        node.insert("id".into(), self.iri(id));
        node.insert("type".into(), json!(kind));
        let known = |v: &Value| !(v.is_null() || v.as_array().is_some_and(Vec::is_empty));
        if let Value::Object(fields) = fields {
            node.extend(fields.into_iter().filter(|(_, v)| known(v)));
        }
        Value::Object(node)
    }

    fn article(&self) -> Value {
        let r = &self.record.report;
        let mut node = self.node(
            "",
            "schema:NewsArticle",
            json!({
                "headline": r.title,
                "publisher": r.publisher,
                "byline": r.author,
                "url": r.url.as_ref().filter(|u| u.starts_with("http")),
                "inLanguage": r.language,
                "datePublished": r.published,
                "articleBody": r.text.as_str(),
                "identifier": r.id,
            }),
        );
        node["id"] = json!(self.report);
        node
    }

    fn party(&self, p: &Party) -> Value {
        let kind = match p.kind {
            PartyKind::Person | PartyKind::Office => "schema:Person",
            PartyKind::State => "schema:Country",
            PartyKind::Government | PartyKind::Court => "schema:GovernmentOrganization",
            PartyKind::Media => "schema:NewsMediaOrganization",
            PartyKind::Company => "schema:Corporation",
            PartyKind::Ngo => "schema:NGO",
            _ => "schema:Organization",
        };
        let wikidata = p.known_as.as_deref().and_then(|k| k.strip_prefix("wikidata:"));
        self.node(
            p.id,
            kind,
            json!({
                "name": p.name,
                "alternateName": p.aliases,
                "jobTitle": p.roles.iter().map(|r| &r.title).collect::<Vec<_>>(),
                "sameAs": wikidata.map(|q| format!("http://www.wikidata.org/entity/{q}")),
                "kind": p.kind,
                "country": p.country,
                "sector": p.sector,
            }),
        )
    }

    fn place(&self, p: &Place) -> Value {
        let geo = p.lat.zip(p.lon);
        self.node(
            p.id,
            "schema:Place",
            json!({
                "name": p.name,
                "sameAs": p.geonames.map(|g| format!("https://sws.geonames.org/{g}/")),
                "geo": geo.map(|(lat, lon)| json!({"type": "schema:GeoCoordinates", "latitude": lat, "longitude": lon})),
                "country": p.country,
                "countryName": Some(countries::codes(p.country).name).filter(|n| !n.is_empty()),
            }),
        )
    }

    /// What all entries have: where they come from, who vouches, what made them.
    fn entry(&self, vouched: &[Voucher], made_by: &str, mut fields: Value) -> Value {
        let vouchers: Vec<Value> = vouched
            .iter()
            .map(|v| match v {
                Voucher::Report => json!(self.report),
                Voucher::Statement(s) => self.iri(s),
            })
            .collect();
        fields["vouchedBy"] = json!(vouchers);
        fields["wasDerivedFrom"] = json!(self.report);
        fields["madeBy"] = json!(made_by);
        fields
    }

    fn at(&self, place: Option<PlaceId>) -> Value {
        place.map_or(Value::Null, |p| self.iri(p))
    }

    fn statements(&self) -> impl Iterator<Item = Value> {
        self.record.statements.iter().map(|s| {
            let kind = if s.how == How::Direct { "schema:Quotation" } else { "schema:Claim" };
            let fields = json!({
                "text": s.content.iter().map(Evidence::exact).collect::<Vec<_>>(),
                "author": self.iris(&s.speakers),
                "wasAttributedTo": self.iris(&s.speakers),
                "how": s.how,
                "addressee": s.addressee_party.map(|p| self.iri(p)),
                "temporalCoverage": s.said_on,
                "isPartOf": self.report,
            });
            self.node(s.id, kind, self.entry(&s.vouched_by, &s.made_by, fields))
        })
    }

    fn meeting(&self, m: &Meeting) -> Value {
        let fields = json!({
            "attendee": self.iris(&[m.parties.clone(), m.participants.clone()].concat()),
            "organizer": self.iris(&m.hosts),
            "mediator": self.iris(&m.mediators),
            "about": m.topics,
            "format": m.format,
            "round": m.round,
            "day": m.day,
            "duration": m.duration,
            "outcome": m.outcome.as_ref().map(|o| o.evidence.exact()),
            "status": m.status,
            "temporalCoverage": m.when,
            "startDate": day(m.when.as_ref()),
            "location": self.at(m.place),
        });
        self.node(m.id, "schema:Event", self.entry(&m.vouched_by, &m.made_by, fields))
    }

    fn instruments(&self) -> impl Iterator<Item = Value> {
        self.record.instruments.iter().map(|i| {
            let steps = i
                .history
                .iter()
                .map(|h| json!({"step": h.step, "temporalCoverage": h.when, "exact": h.evidence.exact()}));
            let fields = json!({
                "name": i.name,
                "kind": i.kind,
                "points": i.points,
                "author": self.iris(&i.authors),
                "party": self.iris(&i.parties),
                "history": steps.collect::<Vec<_>>(),
            });
            self.node(i.id, "schema:CreativeWork", self.entry(&i.vouched_by, &i.made_by, fields))
        })
    }

    fn positions(&self) -> impl Iterator<Item = Value> {
        self.record.positions.iter().map(|o| {
            let fields = json!({
                "party": self.iri(o.party),
                "about": o.issue,
                "stance": o.stance,
                "toward": self.iris::<PartyId>(&o.toward),
                "temporalCoverage": o.when,
            });
            self.node(o.id, "rapporteur:Position", self.entry(&o.vouched_by, &o.made_by, fields))
        })
    }

    fn events(&self) -> impl Iterator<Item = Value> {
        self.record.events.iter().map(|e| {
            let fields = json!({
                "agent": self.iris(&e.actors),
                "object": self.iris(&e.recipients),
                "plover": e.kind,
                "mode": e.mode,
                "contexts": e.contexts,
                "trigger": e.trigger.exact(),
                "status": e.status,
                "temporalCoverage": e.when,
                "location": self.at(e.place),
            });
            self.node(e.id, "schema:Action", self.entry(&e.vouched_by, &e.made_by, fields))
        })
    }

    fn control(&self) -> impl Iterator<Item = Value> {
        self.record.control.iter().map(|c| {
            let fields = json!({
                "holder": self.iri(c.holder),
                "name": c.territory,
                "extent": c.extent,
                "change": c.change,
                "status": c.status,
                "temporalCoverage": c.when,
                "location": self.at(c.place),
            });
            self.node(c.id, "rapporteur:Control", self.entry(&c.vouched_by, &c.made_by, fields))
        })
    }

    /// The words behind each entry, as annotations of the article.
    fn annotations(&self) -> impl Iterator<Item = Value> {
        let mut by: Vec<(String, Vec<&Evidence>)> = vec![];
        for (id, evidence) in self.record.evidence() {
            match by.last_mut().filter(|(last, _)| *last == id) {
                Some((_, all)) => all.push(evidence),
                None => by.push((id, vec![evidence])),
            }
        }
        by.into_iter().map(|(id, all)| {
            let target = |e: &Evidence| {
                json!({"source": self.report, "selector": [
                    {"type": "oa:TextPositionSelector", "start": e.start(), "end": e.end()},
                    {"type": "oa:TextQuoteSelector", "exact": e.exact()}]})
            };
            let fields = json!({
                "body": self.iri(&id),
                "target": all.into_iter().map(target).collect::<Vec<_>>(),
                "wasGeneratedBy": {"type": "prov:Activity", "used": self.record.made_with},
            });
            self.node(format!("{id}-words"), "oa:Annotation", fields)
        })
    }
}
