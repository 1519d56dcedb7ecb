//! How the control room is set up, in words.

use gatehouse_core::incident::{Category, Setting};

use super::deeds::{joined, with};
use super::reading::Reading;
use super::words;

impl Reading<'_> {
    /// A setting that an entry made.
    pub(super) fn setting(&self, setting: &Setting) -> String {
        let said = match setting {
            Setting::Category(category) => self.kind(category),
            Setting::Limit { severity, timer, limit_ms, source } => {
                let (severity, timer) =
                    (words::severity(*severity, self.language()), words::timer(*timer, self.language()));
                let unlimited = || self.pick("no limit", "sin límite").to_owned();
                let limit = limit_ms.map_or_else(unlimited, |ms| format!("{} s", ms / 1_000));
                format!(
                    "{} {timer}, {severity}: {}",
                    self.pick("limit for", "plazo de"),
                    with(&limit, source)
                )
            }
            Setting::Chain(names) => {
                format!("{}: {}", self.pick("chain of alarms", "cadena de alarmas"), names.join(" → "))
            }
            Setting::Playbook { code, from, steps } => {
                let from = words::severity(*from, self.language());
                let steps: Vec<&str> = steps
                    .iter()
                    .map(|step| if step.text.is_empty() { &*step.id } else { &*step.text })
                    .collect();
                let what = self.pick("playbook", "guía");
                format!("{what} {} ≥ {from}: {}", self.category(code), joined(" / ", &steps))
            }
            Setting::DoorFrom { door, from } => {
                let outside = || self.pick("outside", "afuera").to_owned();
                let from = from.map_or_else(outside, |zone| self.zone(zone));
                format!(
                    "{} {} {} {from}",
                    self.pick("door", "puerta"),
                    self.door(*door),
                    self.pick("from", "desde")
                )
            }
            Setting::DoorRate { door, per_minute, source } => {
                let rate = format!("{per_minute} {}", self.pick("persons a minute", "personas por minuto"));
                let door = self.door(*door);
                format!(
                    "{} {door}: {}",
                    self.pick("most at door", "máximo en la puerta"),
                    with(&rate, source)
                )
            }
            Setting::Band { zone, band, permille, owner, action } => {
                let share = format!("{}.{} %", permille / 10, permille % 10);
                let number = u16::from(*band) + 1;
                let what = format!("{} {number}, {}: {share}", self.pick("band", "franja"), self.zone(*zone));
                joined(" · ", &[&what, owner, action])
            }
            Setting::Capacity { zone, persons, source, signed } => {
                let people = self.pick("persons", "personas");
                let what = format!(
                    "{} {}: {persons} {people}",
                    self.pick("capacity of", "aforo de"),
                    self.zone(*zone)
                );
                let signed = if signed.is_empty() {
                    String::new()
                } else {
                    format!("{} {signed}", self.pick("signed by", "firma"))
                };
                joined(" · ", &[&what, source, &signed])
            }
        };
        format!("{} {said}", self.pick("set:", "ajuste:"))
    }

    fn kind(&self, category: &Category) -> String {
        let Category { code, label, severity, sealed, hidden, .. } = category;
        let sealed = if *sealed { self.pick("sealed", "sellado") } else { "" };
        let hidden = if *hidden { self.pick("not offered any more", "ya no se ofrece") } else { "" };
        let name = joined(" ", &[&code.0, label]);
        let severity = words::severity(*severity, self.language());
        format!("{} {}", self.pick("type", "tipo"), joined(", ", &[&name, severity, sealed, hidden]))
    }
}
