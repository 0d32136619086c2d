//! What an operation is: an address, what it asks, what it answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{RawPathParams, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use rapporteur_archive::Archive;
use rapporteur_archive::ask::Of;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::desk::Wait;
use crate::kept::Made;
use crate::query::{escaped, read};
use crate::{Desk, Problem};

/// An operation.
pub struct Operation {
    /// `get` or `post`.
    pub method: &'static str,
    /// Its path, from the API's on.
    pub path: &'static str,
    /// Its name.
    pub id: &'static str,
    /// What it is for, in a sentence.
    pub summary: &'static str,
    /// The schema of its parameters: an object, none of them within another.
    pub parameters: Schema,
    /// Media types of its body, with their schemas.
    pub takes: BTreeMap<&'static str, Schema>,
    /// The media type of the answer.
    pub gives: &'static str,
    /// The schema of the answer.
    pub answer: fn(&mut SchemaGenerator) -> Schema,
    /// Statuses of errors beside those that every operation can have.
    pub errors: &'static [u16],
    /// The route.
    pub route: MethodRouter<Desk>,
    /// The same as a tool for assistants.
    pub tool: Option<Tool>,
    /// Asks the archive, where it is a question to it.
    pub ask: Option<Ask>,
}

/// Asks the archive with arguments as JSON.
pub type Ask = Arc<dyn Fn(&Archive, Value) -> Result<Value, Problem> + Send + Sync>;

/// A question that assistants may ask.
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub summary: &'static str,
    /// The schema of its arguments.
    pub arguments: Schema,
    /// Asks the archive.
    pub ask: Ask,
}

/// The operation whose answer is about one process.
pub const PROCESS: &str = "/processes/{id}";
/// Operations that look through hundreds of reports.
const LONG: [&str; 6] = ["/brief", "/contradictions", "/positions", "/timeline", "/who", PROCESS];

/// A question to the archive.
pub fn question<Q, A>(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    ask: fn(&Archive, Q) -> Result<A, Problem>,
) -> Operation
where
    Q: DeserializeOwned + JsonSchema + Send + 'static,
    A: Serialize + JsonSchema + 'static,
{
    let answer = async move |State(desk): State<Desk>, given: RawPathParams, uri: Uri, headers: HeaderMap| {
        let asked: Q = asked(&given, uri.query())?;
        let number = given.iter().find_map(|(_, value)| value.parse().ok());
        let of = number.filter(|_| path == PROCESS).map_or(Of::All, Of::Process);
        let wait = if LONG.contains(&path) { Wait::Long } else { Wait::Short };
        let make = move |archive: &Archive| {
            Ok(Made { kind: "application/json", saved_as: None, body: written(&ask(archive, asked)?)? })
        };
        Ok::<_, Problem>(desk.given(uri.to_string(), of, wait, make).await?.response(&headers))
    };
    let as_value = move |archive: &Archive, arguments: Value| -> Result<Value, Problem> {
        let asked = serde_json::from_value(arguments)
            .map_err(|e| Problem::Misunderstood(format!("the arguments cannot be understood: {e}")))?;
        serde_json::to_value(ask(archive, asked)?).map_err(|e| Problem::Failed(e.to_string()))
    };
    Operation {
        method: "get",
        path,
        id,
        summary,
        parameters: given::<Q>(),
        takes: BTreeMap::new(),
        gives: "application/json",
        answer: |g| g.subschema_for::<A>(),
        errors: &[],
        route: get(answer),
        tool: None,
        ask: Some(Arc::new(as_value)),
    }
}

impl Operation {
    /// Also a tool for assistants.
    pub fn into_tool(mut self) -> Self {
        let (name, summary, arguments) = (self.id, self.summary, self.parameters.clone());
        self.tool = self.ask.take().map(|ask| Tool { name, summary, arguments, ask });
        self
    }

    /// An operation that is no question.
    pub fn other(
        method: &'static str,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        route: MethodRouter<Desk>,
    ) -> Self {
        Operation {
            method,
            path,
            id,
            summary,
            parameters: Schema::default(),
            takes: BTreeMap::new(),
            gives: "application/json",
            answer: |_| Schema::default(),
            errors: &[],
            route,
            tool: None,
            ask: None,
        }
    }
}

/// The schema of what is given, with nothing beside it.
pub fn given<Q: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|s| {
        s.inline_subschemas = true;
        s.meta_schema = None;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<Q>();
    schema.remove("title");
    schema
}

/// What path and query ask, as one. A path that is no number of the archive names nothing in it; a parameter that is
/// empty is none.
pub fn asked<Q: DeserializeOwned>(path: &RawPathParams, query: Option<&str>) -> Result<Q, Problem> {
    if let Some((_, given)) = path.iter().find(|(_, v)| v.parse::<i64>().is_err()) {
        return Err(Problem::NotFound(format!("{given:?} is no number of the archive")));
    }
    let of_path = path.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    let of_query = query.unwrap_or_default().split('&').filter(|p| !p.is_empty()).map(String::from);
    let all: Vec<String> = of_path.chain(of_query).collect();
    if let Some(empty) = all.iter().find(|p| p.split_once('=').is_none_or(|(_, v)| v.is_empty())) {
        let name = empty.trim_end_matches('=');
        return Err(Problem::Misunderstood(format!("the parameter {name:?} is empty: leave it out")));
    }
    read(&all.join("&"))
}

/// An answer as JSON.
pub fn written(answer: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(answer).map_err(|e| Problem::Failed(e.to_string()))
}

/// JSON as an answer.
pub fn json(body: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}
