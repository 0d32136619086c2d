//! A [`Report`] and its [`Analysis`] into the [`Record`]: one module a kind, in the order a reader works.
//!
//! Reads no clock, file or network, and never makes an entry without words of the text behind it.

mod contenders;
mod control;
mod counterparts;
mod dispute;
pub mod events;
pub mod frames;
pub mod instruments;
pub mod meetings;
pub mod parties;
pub mod places;
pub mod positions;
pub mod predicates;
pub mod resolve;
pub mod scene;
pub mod statements;
mod table;
pub mod times;

use std::sync::{Arc, LazyLock};

use counterparts::Counterparts;
use frames::lexicon::Frames;
use rapporteur_language::Analysis;
use rapporteur_record::{Record, Report};
use rapporteur_world::{Own, World};
use scene::Scene;

/// What the rules of reading look up: the lexicon that ships, or one with a user's files laid over it.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// Which predicates name which acts.
    pub frames: Frames,
    /// Who is known, where the user adds parties to those that ship.
    world: Option<Arc<World>>,
    /// What the user laid over it.
    own: Vec<String>,
}

impl Lexicon {
    /// The lexicon that ships with these files (path and TOML) laid over it: a frame with a known id takes its place; a
    /// file without frames is laid over the table that it is called after (`issues.toml`), for the whole process.
    pub fn with<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Lexicon, String> {
        let files: Vec<(&str, &str)> = files.into_iter().collect();
        let own = files.iter().map(|(_, toml)| toml.to_string()).collect();
        let (frames, tables): (Vec<_>, Vec<_>) = files.into_iter().partition(|(_, toml)| Frames::are_in(toml));
        let frames = Frames::with(frames)?;
        table::lay_over(&tables)?;
        Ok(Lexicon { frames, world: None, own })
    }

    /// What the user laid over what ships, as it was given; nothing where it is as it ships.
    pub fn own(&self) -> &[String] {
        &self.own
    }

    /// The lexicon that ships.
    pub fn shipped() -> &'static Lexicon {
        static SHIPPED: LazyLock<Lexicon> = LazyLock::new(|| {
            let frames = Frames::shipped().expect("the shipped lexicon is read by a test");
            Lexicon { frames, world: None, own: vec![] }
        });
        &SHIPPED
    }

    /// The same lexicon that also knows parties of the user's own.
    pub fn knowing(self, own: &Own) -> Lexicon {
        let mut laid_over = self.own;
        laid_over.push(format!("{own:?}"));
        Lexicon { frames: self.frames, world: Some(Arc::new(World::with(own))), own: laid_over }
    }

    /// Who is known before reading.
    pub fn world(&self) -> &World {
        self.world.as_deref().unwrap_or_else(|| World::shipped())
    }
}

/// Reads a report.
pub fn read(report: Report, analysis: &Analysis) -> Record {
    read_with(report, analysis, Lexicon::shipped())
}

/// Reads a report by a lexicon of the user's.
pub fn read_with(report: Report, analysis: &Analysis, lexicon: &Lexicon) -> Record {
    let read = ground(report, analysis, lexicon.world());
    let scene = read.scene(analysis);
    let acts = frames::acts(&scene, &lexicon.frames);
    let meetings = meetings::read(&scene, &acts);
    let instruments = instruments::read(&scene, &acts);
    let counterparts = Counterparts::new(&scene, &acts, &instruments);
    let events = events::read(&scene, &acts, meetings::events(&scene, &meetings), &counterparts);
    let positions = positions::read(&scene, &acts, &counterparts);
    let control = control::read(&scene, &acts);
    let mut record = read.record;
    record.positions = positions;
    record.control = control;
    record.instruments = instruments;
    record.meetings = meetings.into_iter().map(|m| m.meeting).collect();
    record.events = events;
    let needed = record.party_references().into_iter().map(|(_, party)| party).collect();
    record.parties = read.parties.into_list(&needed);
    record.times = read.times.into_iter().map(|t| t.time).collect();
    record.made_with = concat!("rapporteur ", env!("CARGO_PKG_VERSION")).into();
    record
}

/// What the other kinds rest on: times, places, parties, statements.
struct Ground {
    record: Record,
    parties: parties::Parties,
    times: Vec<times::Timed>,
    attributions: Vec<statements::Attribution>,
}

impl Ground {
    fn scene<'a>(&'a self, analysis: &'a Analysis) -> Scene<'a> {
        let r = &self.record;
        Scene::new(&r.report, analysis, &self.parties, &self.times, &r.places, &r.statements, &self.attributions)
    }
}

fn ground(report: Report, analysis: &Analysis, world: &World) -> Ground {
    let mut record = Record::new(report);
    let mut parties = parties::read(&record.report, analysis, world);
    let text = &record.report.text;
    let attributions = statements::attributions(text, analysis, &parties);
    let times = times::read(&record.report, analysis);
    record.statements = statements::statements(text, &attributions, analysis);
    parties::give_speakers(&mut parties, &record.report, analysis, &attributions, &mut record.statements, world);
    statements::date(&mut record.statements, &attributions, analysis, text, &times, &parties);
    record.places = places::read(&record.report, analysis, &parties);
    parties.add_lands(&record.places, world);
    Ground { record, parties, times, attributions }
}

/// Shows a report as far as it is read before acts are looked for.
pub(crate) fn with_scene<T>(report: Report, analysis: &Analysis, look: impl FnOnce(&Scene) -> T) -> T {
    look(&ground(report, analysis, World::shipped()).scene(analysis))
}
