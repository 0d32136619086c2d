//! Columns that many tables share: the entry's ids, its evidence, parties, time and place.

use rapporteur_archive::edtf;
use rapporteur_record::{Evidence, Party, PartyId, Place, PlaceId, Record, Voucher};

use crate::{Cell, Sort, Ties};

/// What a row is made from beside its entry.
#[derive(Clone, Copy)]
pub struct At<'r> {
    pub record: &'r Record,
    pub ties: &'r Ties,
}

impl<'r> At<'r> {
    pub fn party(self, id: PartyId) -> Option<&'r Party> {
        self.record.parties.iter().find(|p| p.id == id)
    }

    pub fn place(self, id: Option<PlaceId>) -> Option<&'r Place> {
        self.record.places.iter().find(|p| Some(p.id) == id)
    }

    /// One text for each party of a list.
    pub fn each(self, ids: &[PartyId], of: impl Fn(&Party) -> String) -> Vec<String> {
        ids.iter().map(|id| self.party(*id).map(&of).unwrap_or_default()).collect()
    }
}

type Get<E> = Box<dyn for<'r> Fn(At<'r>, &'r E) -> Cell<'r> + Send + Sync>;

/// A column of the table of entries `E`.
pub struct Column<E> {
    pub name: String,
    pub sort: Sort,
    pub about: String,
    pub get: Get<E>,
}

/// A column.
pub fn column<E>(
    name: impl Into<String>,
    sort: Sort,
    about: impl Into<String>,
    get: impl for<'r> Fn(At<'r>, &'r E) -> Cell<'r> + Send + Sync + 'static,
) -> Column<E> {
    Column { name: name.into(), sort, about: about.into(), get: Box::new(get) }
}

/// Groups of columns, one after the other.
pub fn all<E>(groups: impl IntoIterator<Item = Vec<Column<E>>>) -> Vec<Column<E>> {
    groups.into_iter().flatten().collect()
}

/// Which report, and which entry of it.
pub fn ids<E: 'static>(id: fn(&E) -> String) -> Vec<Column<E>> {
    let archived = "The number of the same thing in the archive, over all reports";
    vec![
        column("report_no", Sort::Int, "The report's number: joins the tables", |at, _| at.ties.report.into()),
        column("report", Sort::Name, "The report's id", |at, _| (&at.record.report.id).into()),
        column("id", Sort::Text, "The entry's id within its report", move |_, e| id(e).into()),
        column("archive_id", Sort::Int, archived, move |at, e| at.ties.links.get(&id(e)).copied().into()),
    ]
}

/// The words that state an entry.
pub fn evidence<E: 'static>(of: fn(&E) -> Option<&Evidence>) -> Vec<Column<E>> {
    stretch("", "of the words that state it", of)
}

/// A stretch of the report's text.
pub fn stretch<E: 'static>(prefix: &str, what: &str, of: fn(&E) -> Option<&Evidence>) -> Vec<Column<E>> {
    let name = |n: &str| if prefix.is_empty() { n.to_string() } else { format!("{prefix}_{n}") };
    let words = if prefix.is_empty() { "exact".to_string() } else { prefix.to_string() };
    vec![
        column(name("start"), Sort::Int, format!("First code point {what}"), move |_, e| {
            of(e).map(Evidence::start).into()
        }),
        column(name("end"), Sort::Int, format!("Code point after the last {what}"), move |_, e| {
            of(e).map(Evidence::end).into()
        }),
        column(words, Sort::Text, "These words, exactly as in the text", move |_, e| of(e).map(Evidence::exact).into()),
    ]
}

/// Parties in a part of an entry: ids, and for each its name, country and sector.
pub fn parties<E: 'static>(part: &str, many: &str, of: fn(&E) -> &[PartyId]) -> Vec<Column<E>> {
    vec![
        column(many, Sort::Texts, "Ids in the table of parties", move |_, e| {
            of(e).iter().map(ToString::to_string).collect::<Vec<_>>().into()
        }),
        column(format!("{part}_names"), Sort::Texts, "Their names", move |at, e| {
            at.each(of(e), |p| p.name.clone()).into()
        }),
        column(format!("{part}_countries"), Sort::Texts, "Their countries, empty where none", move |at, e| {
            at.each(of(e), |p| p.country.map(|c| c.to_string()).unwrap_or_default()).into()
        }),
        column(
            format!("{part}_sectors"),
            Sort::Texts,
            "Their first PLOVER agent codes, empty where none",
            move |at, e| at.each(of(e), |p| p.sector.first().cloned().unwrap_or_default()).into(),
        ),
    ]
}

/// One party: id, name and country.
pub fn party<E: 'static>(part: &str, of: fn(&E) -> PartyId) -> Vec<Column<E>> {
    vec![
        column(part, Sort::Text, "Id in the table of parties", move |_, e| of(e).to_string().into()),
        column(format!("{part}_name"), Sort::Name, "Its name", move |at, e| at.party(of(e)).map(|p| &p.name).into()),
        column(format!("{part}_country"), Sort::Name, "Its country", move |at, e| {
            at.party(of(e)).and_then(|p| p.country).map(|c| c.to_string()).into()
        }),
    ]
}

/// An EDTF value, and the days that it covers.
pub fn time<E: 'static>(name: &str, of: fn(&E) -> Option<&String>) -> Vec<Column<E>> {
    let days = move |e: &E| of(e).and_then(|v| edtf::days(v));
    let known = "where the value says";
    vec![
        column(name, Sort::Name, "EDTF, as precise as the words allow", move |_, e| of(e).into()),
        column(format!("{name}_first"), Sort::Day, format!("First day of it, {known}"), move |_, e| {
            days(e).map_or(Cell::Null, |d| Cell::Day(d.first))
        }),
        column(format!("{name}_last"), Sort::Day, format!("Last day of it, {known}"), move |_, e| {
            days(e).map_or(Cell::Null, |d| Cell::Day(d.last))
        }),
    ]
}

/// Where: the place's id and what is known of it.
pub fn place<E: 'static>(of: fn(&E) -> Option<PlaceId>) -> Vec<Column<E>> {
    vec![
        column("place", Sort::Text, "Id in the table of places", move |_, e| of(e).map(|p| p.to_string()).into()),
        column("place_name", Sort::Name, "The place as named", move |at, e| at.place(of(e)).map(|p| &p.name).into()),
        column("place_country", Sort::Name, "Where it lies, ISO 3166-1 alpha-3", move |at, e| {
            at.place(of(e)).and_then(|p| p.country).map(|c| c.to_string()).into()
        }),
        column("place_geonames", Sort::Int, "GeoNames id", move |at, e| {
            at.place(of(e)).and_then(|p| p.geonames).into()
        }),
        column("lat", Sort::Float, "Degrees north", move |at, e| at.place(of(e)).and_then(|p| p.lat).into()),
        column("lon", Sort::Float, "Degrees east", move |at, e| at.place(of(e)).and_then(|p| p.lon).into()),
    ]
}

/// Who vouches for an entry, and what made it.
pub fn vouched<E: 'static>(of: fn(&E) -> &[Voucher], made_by: fn(&E) -> &String) -> Vec<Column<E>> {
    vec![
        column("vouched_by", Sort::Texts, "Who vouches: `report`, or ids of statements", move |_, e| {
            of(e).iter().map(voucher).collect::<Vec<_>>().into()
        }),
        column("made_by", Sort::Name, "The lexicon entry or rule that made it", move |_, e| made_by(e).into()),
    ]
}

pub fn voucher(v: &Voucher) -> String {
    match v {
        Voucher::Report => "report".into(),
        Voucher::Statement(id) => id.to_string(),
    }
}

/// A number as it would be written: 0.9 stays 0.9.
pub fn plain(x: f32) -> f64 {
    x.to_string().parse().unwrap_or_else(|_| f64::from(x))
}
