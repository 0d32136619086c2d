//! Corrections: what users decided, with who and when; and the forms that decide.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use rapporteur_archive::ask::Of;
use rapporteur_archive::{Archive, Decision, Error, Verdict, WrongClaim};
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, answer};
use crate::pager::{PAGE, Pager};
use crate::query::{Asked, WHO, escaped};
use crate::{Desk, Problem, assets, show};

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// Only those by whom.
    pub who: Option<String>,
    /// `held` or `revoked`.
    pub state: Option<String>,
    /// Which page, from 1.
    pub page: Option<usize>,
}

/// Decisions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// How many there are.
    pub pager: Pager,
    /// Those of the page, newest first.
    pub decisions: Vec<Told>,
    /// What is marked as wrong and by which rule it was made, most often first.
    pub rules: Vec<(String, usize)>,
}

/// A decision in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// The decision.
    #[serde(flatten)]
    pub decision: Decision,
    /// In words.
    pub told: String,
    /// The page of what it is about.
    pub at: String,
    /// The words that were marked as wrong.
    pub words: Vec<WrongClaim>,
}

/// Answers the view.
pub fn view(archive: &Archive, query: &Query) -> Result<View, Error> {
    let mut all = archive.decisions()?;
    all.reverse();
    all.retain(|d| {
        query
            .who
            .as_deref()
            .is_none_or(|w| d.who.as_deref().is_some_and(|x| x.to_lowercase().contains(&w.to_lowercase())))
            && match query.state.as_deref() {
                Some("revoked") => d.revoked.is_some(),
                Some("held") => d.revoked.is_none(),
                _ => true,
            }
    });
    let wrong = archive.wrong()?;
    let mut rules: Vec<(String, usize)> = vec![];
    for w in &wrong {
        match rules.iter_mut().find(|(rule, _)| *rule == w.made_by) {
            Some((_, n)) => *n += 1,
            None => rules.push((w.made_by.clone(), 1)),
        }
    }
    rules.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let pager = Pager::new(query.page, all.len());
    let told = |d: Decision| Told {
        told: d.told(),
        at: about(&d.what),
        words: wrong.iter().filter(|w| w.decision == d.id).cloned().collect(),
        decision: d,
    };
    Ok(View { decisions: all.into_iter().skip(pager.skip()).take(PAGE).map(told).collect(), pager, rules })
}

/// The page of what a decision is about.
fn about(what: &Verdict) -> String {
    match what {
        Verdict::RenameProcess { process, .. } => format!("/process/{process}"),
        Verdict::MergeProcesses { into, .. } | Verdict::SplitProcess { into, .. } => format!("/process/{into}"),
        Verdict::MergeParties { into, .. } | Verdict::SplitParty { into, .. } => format!("/party/{into}"),
        Verdict::MergeEntries { into, .. } | Verdict::SplitEntry { into, .. } => format!("/entry/{into}"),
        Verdict::WrongEntry { entry } => format!("/entry/{entry}"),
        Verdict::WrongClaim { report, .. } => format!("/report/{report}"),
    }
}

#[derive(Template)]
#[template(path = "corrections.html")]
struct Page {
    frame: Frame,
    query: Query,
    view: View,
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] = &["decision", "at", "who", "what", "revoked"];

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |t: &Told| {
            let d = &t.decision;
            let or_empty = |x: &Option<String>| x.clone().unwrap_or_default();
            vec![d.id.to_string(), d.at.clone(), or_empty(&d.who), t.told.clone(), or_empty(&d.revoked)]
        };
        self.decisions.iter().map(row).collect()
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, asked: Asked<Query>) -> Result<Response, Problem> {
    let Asked { query, asking } = asked;
    let given = query.clone();
    let view = move |a: &Archive| view(a, &given);
    answer(&desk, "corrections", asking, Of::All, view, |frame, view| Page { frame, query, view }).await
}

/// What a form decides.
#[derive(Debug, Clone, PartialEq)]
enum Decide {
    WrongEntry(i64),
    WrongClaim(i64, String),
    MergeEntries(i64, String),
    SplitEntry(i64, Vec<i64>),
    MergeParties(i64, String),
    SplitParty(i64, Vec<i64>, String),
    RenameProcess(i64, String),
    MergeProcesses(i64, String),
    SplitProcess(i64, Vec<i64>, String),
    Revoke(i64),
}

/// The fields of a form.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.trim())
    }

    fn needed(&self, name: &str, what: &str) -> Result<String, Problem> {
        match self.text(name) {
            "" => Err(Problem::Misunderstood(format!("{what} is missing"))),
            text => Ok(text.into()),
        }
    }

    fn number(&self, name: &str) -> Result<i64, Problem> {
        let unclear = || Problem::Misunderstood(format!("{name} is not a number"));
        self.text(name).trim_start_matches('#').parse().map_err(|_| unclear())
    }

    fn reports(&self) -> Result<Vec<i64>, Problem> {
        let all: Vec<i64> = self.0.iter().filter(|(k, _)| k == "report").filter_map(|(_, v)| v.parse().ok()).collect();
        if all.is_empty() { Err(Problem::Misunderstood("no report is chosen".into())) } else { Ok(all) }
    }

    fn decide(&self) -> Result<Decide, Problem> {
        let other = || self.needed("into", "the other one's number or name");
        let name = || self.needed("name", "the name");
        Ok(match self.text("decide") {
            "wrong-entry" => Decide::WrongEntry(self.number("entry")?),
            "wrong-claim" => Decide::WrongClaim(self.number("in")?, self.needed("claim", "the entry")?),
            "merge-entries" => Decide::MergeEntries(self.number("entry")?, other()?),
            "split-entry" => Decide::SplitEntry(self.number("entry")?, self.reports()?),
            "merge-parties" => Decide::MergeParties(self.number("party")?, other()?),
            "split-party" => Decide::SplitParty(self.number("party")?, self.reports()?, name()?),
            "rename-process" => Decide::RenameProcess(self.number("process")?, name()?),
            "merge-processes" => Decide::MergeProcesses(self.number("process")?, other()?),
            "split-process" => Decide::SplitProcess(self.number("process")?, self.reports()?, name()?),
            "revoke" => Decide::Revoke(self.number("decision")?),
            other => return Err(Problem::Misunderstood(format!("{other:?} is nothing that can be decided"))),
        })
    }
}

/// Makes a decision; gives the page that shows what came of it.
fn decide(archive: &mut Archive, what: Decide) -> Result<String, Error> {
    let unknown = |kind: &str, name: &str| Error::Unknown(format!("there is no {kind} {name:?} in the archive"));
    Ok(match what {
        Decide::WrongEntry(entry) => {
            archive.wrong_entry(entry)?;
            "/corrections".into()
        }
        Decide::WrongClaim(report, id) => {
            archive.wrong_claim(report, &id)?;
            format!("/report/{report}")
        }
        Decide::MergeEntries(from, into) => {
            let into = into.trim_start_matches('#').parse().map_err(|_| unknown("entry", &into))?;
            archive.merge_entries(from, into)?;
            format!("/entry/{into}")
        }
        Decide::SplitEntry(from, reports) => format!("/entry/{}", archive.split_entry(from, &reports)?),
        Decide::MergeParties(from, into) => {
            let into = archive.party_named(&into)?.ok_or_else(|| unknown("party", &into))?;
            archive.merge_parties(from, into)?;
            format!("/party/{into}")
        }
        Decide::SplitParty(from, reports, name) => format!("/party/{}", archive.split_party(from, &reports, &name)?),
        Decide::RenameProcess(id, name) => {
            archive.rename_process(id, &name)?;
            format!("/process/{id}")
        }
        Decide::MergeProcesses(from, into) => {
            let into = archive.process_named(&into)?.ok_or_else(|| unknown("process", &into))?;
            archive.merge_processes(from, into)?;
            format!("/process/{into}")
        }
        Decide::SplitProcess(from, reports, name) => {
            format!("/process/{}", archive.split_process(from, &reports, &name)?)
        }
        Decide::Revoke(decision) => {
            archive.revoke(decision)?;
            "/corrections".into()
        }
    })
}

/// The forms' route.
pub async fn form(State(desk): State<Desk>, Form(fields): Form<Vec<(String, String)>>) -> Result<Response, Problem> {
    let fields = Fields(fields);
    let (what, who) = (fields.decide()?, fields.text("who").chars().take(80).collect::<String>());
    let name = who.clone();
    let at = desk
        .change(move |archive| {
            archive.acting_as((!name.is_empty()).then_some(name.as_str()));
            decide(archive, what)
        })
        .await?;
    let mut answer = Redirect::to(&at).into_response();
    // The name stands in the next form too.
    if let Ok(cookie) = format!("{WHO}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict", escaped(&who)).parse()
    {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(answer)
}
