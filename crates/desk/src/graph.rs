//! Who with whom: a party in the middle, the others around it, lines as wide as they have to do with each other.

use std::f64::consts::TAU;

use rapporteur_archive::ask::Companion;

/// The drawing's size in its own units.
pub const WIDTH: f64 = 720.0;
/// The same.
pub const HEIGHT: f64 = 400.0;
/// Letters of a name that is drawn.
const LETTERS: usize = 26;

/// A party around the middle.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its number.
    pub id: i64,
    /// Its name, shortened.
    pub name: String,
    /// Where it stands.
    pub x: f64,
    /// The same.
    pub y: f64,
    /// How wide its line is.
    pub width: f64,
    /// On which side of its point the name begins: `start`, `middle`, `end`.
    pub anchor: &'static str,
    /// Where the name stands.
    pub label: (f64, f64),
    /// What the line stands for.
    pub told: String,
}

/// The drawing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    /// The party in the middle.
    pub middle: String,
    /// The others.
    pub nodes: Vec<Node>,
}

impl Graph {
    /// Draws a party with its companions, clockwise from the top by how much they have to do with it.
    pub fn of(name: &str, companions: &[Companion]) -> Graph {
        let most = companions.iter().map(Companion::weight).max().unwrap_or(1).max(1) as f64;
        let count = companions.len().max(1) as f64;
        let node = |(i, c): (usize, &Companion)| {
            let (sin, cos) = (TAU * i as f64 / count).sin_cos();
            // Every other one stands further out, so that names have room.
            let reach = if i % 2 == 0 || companions.len() < 8 { 1.0 } else { 0.72 };
            let (x, y) = (WIDTH / 2.0 + 205.0 * sin * reach, HEIGHT / 2.0 - 160.0 * cos * reach);
            let (anchor, dx) = match sin {
                s if s > 0.2 => ("start", 9.0),
                s if s < -0.2 => ("end", -9.0),
                _ => ("middle", 0.0),
            };
            let dy = if dx == 0.0 { if cos > 0.0 { -10.0 } else { 18.0 } } else { 4.0 };
            Node {
                id: c.party.id,
                name: shortened(&c.party.name),
                x,
                y,
                width: 1.0 + 5.0 * c.weight() as f64 / most,
                anchor,
                label: (x + dx, y + dy),
                told: told(c),
            }
        };
        Graph { middle: shortened(name), nodes: companions.iter().enumerate().map(node).collect() }
    }
}

/// "3 meetings, 2 × ACCUSE".
pub fn told(c: &Companion) -> String {
    let meetings = (c.meetings > 0).then(|| crate::show::count(c.meetings, "meeting"));
    let acts = c.acts.iter().map(|(kind, n)| if *n > 1 { format!("{n} × {kind}") } else { kind.clone() });
    meetings.into_iter().chain(acts).collect::<Vec<_>>().join(", ")
}

fn shortened(name: &str) -> String {
    match name.char_indices().nth(LETTERS) {
        Some((at, _)) => format!("{}…", name[..at].trim_end()),
        None => name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur_archive::ask::Named;

    #[test]
    fn who_has_most_to_do_has_the_widest_line() {
        let other = |id, meetings, acts: &[(&str, usize)]| Companion {
            party: Named { id, name: "A very long name of a commission of inquiry".into() },
            meetings,
            acts: acts.iter().map(|(k, n)| (k.to_string(), *n)).collect(),
        };
        let graph = Graph::of("X", &[other(1, 3, &[("ACCUSE", 2)]), other(2, 1, &[])]);
        assert!(graph.nodes[0].width > graph.nodes[1].width);
        assert_eq!(graph.nodes[0].told, "3 meetings, 2 × ACCUSE");
        assert!(graph.nodes[0].name.ends_with('…') && graph.nodes[0].y < graph.nodes[1].y);
    }
}
