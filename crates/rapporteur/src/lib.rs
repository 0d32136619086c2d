//! The library's front door: a report in, its record out.
//!
//! The same bytes give the same record, on one thread or on many. Nothing is fetched; nothing leaves the machine.
//!
//! ```
//! use rapporteur::{Reader, Report, Text};
//! let reader = Reader::new().unwrap();
//! let report = Report { text: Text::new("The minister said the talks had failed."), ..Report::default() };
//! let record = reader.read(report);
//! assert_eq!(record.statements[0].source.as_ref().unwrap().exact(), "The minister");
//! ```

pub mod explain;
pub mod overlay;
pub mod pipeline;
pub mod view;

pub use rapporteur_export as export;
use rapporteur_language::{Analysis, BrokenModel, Engine};
pub use rapporteur_reading::Lexicon;
pub use rapporteur_reading::resolve::Resolved;
pub use rapporteur_record::{Record, Report, Text};
pub use rapporteur_world::{Day, Own, Problem, check_parties, own_parties};

/// Reads reports. Make one and share it between threads.
pub struct Reader {
    engine: Engine,
    lexicon: Lexicon,
    made_with: String,
}

impl Reader {
    /// Loads the model that ships in the binary, in about a fifth of a second.
    pub fn new() -> Result<Self, BrokenModel> {
        Self::with(Lexicon::shipped().clone())
    }

    /// The same with a lexicon of the user's.
    pub fn with(lexicon: Lexicon) -> Result<Self, BrokenModel> {
        Ok(Self { engine: Engine::new()?, made_with: made_with(&lexicon), lexicon })
    }

    /// Sentences, words, trees and names of a text.
    pub fn analyse(&self, text: &str) -> Analysis {
        self.engine.analyse(text)
    }

    /// The record of a report.
    pub fn read(&self, report: Report) -> Record {
        let analysis = self.analyse(&report.text);
        let record = rapporteur_reading::read_with(report, &analysis, &self.lexicon);
        Record { made_with: self.made_with.clone(), ..record }
    }

    /// The versions of program, model and lexicon, as they stand in every record that is read with them.
    pub fn made_with(&self) -> &str {
        &self.made_with
    }

    /// Who is meant by a phrase as of a day; without a day, as of the tables' own time.
    pub fn resolve(&self, phrase: &str, day: Option<Day>) -> Resolved {
        rapporteur_reading::resolve::resolve(phrase, &self.analyse(phrase), day, self.lexicon.world())
    }
}

/// Versions of program, model and lexicon, as exports name them.
pub fn made_of() -> export::MadeOf {
    export::MadeOf {
        program: concat!("rapporteur ", env!("CARGO_PKG_VERSION")).into(),
        model: env!("RAPPORTEUR_MODEL").into(),
        lexicon: env!("RAPPORTEUR_LEXICON").into(),
    }
}

/// "rapporteur 0.1.0, model 1f2e3d4c, lexicon 5a6b7c8d", and what the user laid over it.
fn made_with(lexicon: &Lexicon) -> String {
    let (version, model, shipped) =
        (env!("CARGO_PKG_VERSION"), &env!("RAPPORTEUR_MODEL")[..8], &env!("RAPPORTEUR_LEXICON")[..8]);
    // FNV: the same on every machine and with every version of the language.
    let own = lexicon.own().iter().flat_map(|toml| toml.bytes());
    let own = own.fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let own = if lexicon.own().is_empty() { String::new() } else { format!(" and own {:08x}", own >> 32) };
    format!("rapporteur {version}, model {model}, lexicon {shipped}{own}")
}

/// The rules of a lexicon that do not read their own example, a line each.
pub fn misreadings(lexicon: &Lexicon, reader: &Reader) -> Vec<String> {
    rapporteur_reading::frames::check::misreadings(&lexicon.frames, |text| reader.analyse(text))
}

/// The JSON schema of a record, as `docs/record.schema.json` holds it.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Record);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
