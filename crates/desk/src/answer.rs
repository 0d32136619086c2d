//! A view as a page, as JSON, or its list as CSV.

use std::sync::Arc;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use rapporteur_archive::ask::Of;
use rapporteur_archive::{Archive, Error};
use serde::Serialize;

use crate::desk::Wait;
use crate::kept::{Given, Made};
use crate::query::{Address, Asking, Format};
use crate::{Desk, Problem};

/// What every page shows around its view.
pub struct Frame {
    /// The archive's file name.
    pub archive: String,
    /// Whether nothing can be changed.
    pub read_only: bool,
    /// Whether reports can be taken in.
    pub takes: bool,
    /// The part of the desk that the page belongs to: `today`, `processes`, ...
    pub part: &'static str,
    /// The page's own address.
    pub address: Address,
}

impl Frame {
    /// The frame of a page in a part of the desk.
    pub fn new(desk: &Desk, part: &'static str, address: Address) -> Self {
        Frame { archive: desk.name(), read_only: desk.is_read_only(), takes: desk.takes(), part, address }
    }
}

/// The list of a view, for CSV.
pub trait Rows {
    /// The names of the columns.
    const COLUMNS: &'static [&'static str];
    /// The rows.
    fn rows(&self) -> Vec<Vec<String>>;
}

/// Finds a view, or has it from before, and answers in the format that was asked for.
pub async fn answer<V: Serialize + Rows, T: Template>(
    desk: &Desk,
    part: &'static str,
    asking: Asking,
    of: Of,
    view: impl FnOnce(&Archive) -> Result<V, Error> + Send + 'static,
    page: impl FnOnce(Frame, V) -> T + Send + 'static,
) -> Result<Response, Problem> {
    let had = asking.had.clone();
    Ok(found(desk, part, asking, of, view, page).await?.response(&had))
}

/// The same, before it is an answer to one client.
pub async fn found<V: Serialize + Rows, T: Template>(
    desk: &Desk,
    part: &'static str,
    Asking { format, address, .. }: Asking,
    of: Of,
    view: impl FnOnce(&Archive) -> Result<V, Error> + Send + 'static,
    page: impl FnOnce(Frame, V) -> T + Send + 'static,
) -> Result<Arc<Given>, Problem> {
    let key = format!("{format:?} {}", address.key());
    let frame = Frame::new(desk, part, address);
    let make = move |archive: &Archive| {
        let view = view(archive)?;
        match format {
            Format::Html => Ok(made("text/html; charset=utf-8", rendered(&page(frame, view))?.into_bytes())),
            Format::Json => Ok(made("application/json", json(&view)?)),
            Format::Csv => {
                let saved_as = Some("attachment; filename=\"rapporteur.csv\"");
                Ok(Made { saved_as, ..made("text/csv; charset=utf-8", csv(&view)?) })
            }
        }
    };
    desk.given(key, of, Wait::of(of), make).await
}

fn made(kind: &'static str, body: Vec<u8>) -> Made {
    Made { kind, saved_as: None, body }
}

fn rendered(page: &impl Template) -> Result<String, Problem> {
    page.render().map_err(|e| Problem::Failed(format!("the page could not be written: {e}")))
}

/// A page that is about this one request.
pub fn html(page: &impl Template) -> Result<Response, Problem> {
    Ok(Html(rendered(page)?).into_response())
}

fn json(view: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec_pretty(view).map_err(|e| Problem::Failed(e.to_string()))
}

fn csv<V: Rows>(view: &V) -> Result<Vec<u8>, Problem> {
    let failed = |e: csv::Error| Problem::Failed(e.to_string());
    let mut out = csv::Writer::from_writer(vec![]);
    out.write_record(V::COLUMNS).map_err(failed)?;
    for row in view.rows() {
        out.write_record(row.iter().map(|cell| harmless(cell))).map_err(failed)?;
    }
    out.into_inner().map_err(|e| Problem::Failed(e.to_string()))
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_string(),
    }
}
