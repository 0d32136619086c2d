//! What an operation is: an address, what it asks, what it answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{RawPathParams, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use rapporteur_archive::Archive;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

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
    let answer = async move |State(desk): State<Desk>, path: RawPathParams, RawQuery(query): RawQuery, headers| {
        let asked: Q = asked(&path, query.as_deref())?;
        // The answer is written down on the thread that may wait.
        let body = desk.ask(move |archive| Ok(ask(archive, asked).and_then(|a| written(&a)))).await??;
        Ok::<_, Problem>(tagged(&headers, body))
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

/// What path and query ask, as one.
pub fn asked<Q: DeserializeOwned>(path: &RawPathParams, query: Option<&str>) -> Result<Q, Problem> {
    let of_path = path.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    let of_query = query.unwrap_or_default().split('&').map(String::from);
    let all: Vec<String> =
        of_path.chain(of_query).filter(|p| p.split_once('=').is_none_or(|(_, v)| !v.is_empty())).collect();
    read(&all.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("&"))
}

/// An answer as JSON.
pub fn written(answer: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(answer).map_err(|e| Problem::Failed(e.to_string()))
}

/// The answer with its tag, or only that it is still the one that the client has.
pub fn tagged(headers: &HeaderMap, body: Vec<u8>) -> Response {
    let tag = format!("\"{}\"", &blake3::hash(&body).to_hex()[..32]);
    let had = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    let same = had.map(|t| t.trim().trim_start_matches("W/")).any(|t| t == tag || t == "*");
    let mut answer = match same {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => json(body),
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    answer
}

/// JSON as an answer.
pub fn json(body: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}
