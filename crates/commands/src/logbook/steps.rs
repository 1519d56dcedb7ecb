//! The steps of the playbooks that the program brings along, in English and Spanish.

use crate::language::Language;

/// What a step says, by its name; nothing for one that the event made or that a newer build knows.
pub(super) fn words(id: &str, language: Language) -> Option<&'static str> {
    let (_, english, spanish) = STEPS.iter().find(|(known, ..)| *known == id)?;
    Some(language.pick(english, spanish))
}

const STEPS: [(&str, &str, &str); 83] = [
    ("med.place", "Exact place asked for", "Lugar exacto preguntado"),
    ("med.medic", "Medic sent", "Médico enviado"),
    (
        "med.breathing",
        "Asked whether they are conscious and breathe",
        "Preguntado si está consciente y respira",
    ),
    ("med.defibrillator", "Defibrillator sent", "Desfibrilador enviado"),
    ("med.ambulance", "Ambulance called", "Ambulancia llamada"),
    ("med.meet", "Somebody meets the ambulance", "Alguien recibe la ambulancia"),
    ("med.space", "Space and sight screen around them", "Espacio y privacidad alrededor"),
    ("med.show", "Show caller asked about a stop", "Consultada la parada del espectáculo"),
    ("med.handed_over", "Handed over to the medics", "Entregado al personal médico"),
    (
        "chi.description",
        "Description taken: age, clothes, language",
        "Descripción tomada: edad, ropa, idioma",
    ),
    ("chi.last_seen", "Where and when last seen", "Dónde y cuándo se vio por última vez"),
    ("chi.exits", "Exits told to look for the match", "Salidas avisadas para buscar coincidencia"),
    ("chi.reporter_stays", "Whoever reports stays with staff", "Quien reporta permanece con el personal"),
    ("chi.search", "Search by areas", "Búsqueda por zonas"),
    ("chi.no_name", "No name by radio or loudspeaker", "Sin nombre por radio ni altavoz"),
    ("chi.two_staff", "Two members of staff stay with them", "Dos personas del personal acompañan"),
    ("chi.safe_place", "Taken to the safe place", "Llevado al lugar seguro"),
    ("chi.police", "Police told", "Policía avisada"),
    ("chi.who_collects", "Identity of whoever collects checked", "Identidad de quien recoge comprobada"),
    ("fir.look", "Somebody goes and looks", "Alguien va y mira"),
    ("fir.fire_service", "Fire service called", "Bomberos llamados"),
    ("fir.show_stop", "Show stopped", "Espectáculo parado"),
    ("fir.evacuate", "Area evacuated", "Zona evacuada"),
    ("fir.routes", "Escape routes checked and open", "Rutas de evacuación revisadas y abiertas"),
    (
        "fir.refuges",
        "Refuges and people who need help checked",
        "Refugios y personas que necesitan ayuda revisados",
    ),
    ("fir.isolate", "Power and gas isolated", "Energía y gas cortados"),
    ("fir.meet", "Somebody meets the fire service", "Alguien recibe a los bomberos"),
    ("fir.no_return", "Nobody returns before it is released", "Nadie vuelve antes de la autorización"),
    ("cro.density", "Density graded", "Densidad calificada"),
    ("cro.inflow", "Inflow slowed or stopped", "Ingreso frenado o detenido"),
    ("cro.relief", "Relief exits opened", "Salidas de alivio abiertas"),
    ("cro.caller", "Show caller told", "Regiduría avisada"),
    ("cro.message", "Message to the public", "Mensaje al público"),
    ("cro.show_stop", "Show stopped", "Espectáculo parado"),
    ("cro.from_behind", "Pressure taken off from behind", "Presión aliviada desde atrás"),
    ("cro.medics", "Medics sent near", "Médicos cerca"),
    ("cro.look_again", "Looked at again", "Revisado otra vez"),
    ("sus.describe", "Described: what, where, since when", "Descrito: qué, dónde, desde cuándo"),
    ("sus.hands_off", "Nobody touches it", "Nadie lo toca"),
    ("sus.no_radio", "No radios or phones near it", "Sin radios ni teléfonos cerca"),
    ("sus.owner", "Owner asked for", "Dueño buscado"),
    ("sus.police", "Police told", "Policía avisada"),
    ("sus.cordon", "Cordon set up", "Cordón puesto"),
    ("sus.evacuate", "Area evacuated", "Zona evacuada"),
    ("sus.footage", "Footage kept", "Grabación guardada"),
    ("dis.team", "Response team sent", "Equipo de respuesta enviado"),
    ("dis.camera", "Camera on it", "Cámara encima"),
    ("dis.weapon", "Asked about weapons", "Preguntado por armas"),
    ("dis.police", "Police told", "Policía avisada"),
    ("dis.medic", "Medic sent near", "Médico cerca"),
    ("dis.separate", "Parties separated", "Partes separadas"),
    ("dis.show", "Show caller asked about a stop", "Consultada la parada del espectáculo"),
    ("dis.witnesses", "Witnesses noted", "Testigos anotados"),
    ("str.reading", "Reading taken: wind, load, lightning", "Lectura tomada: viento, carga, rayos"),
    ("str.clear_area", "Area below cleared", "Zona de abajo despejada"),
    ("str.competent", "Competent person called", "Persona competente llamada"),
    ("str.secure", "Structure secured or lowered", "Estructura asegurada o bajada"),
    ("str.show", "Show caller told", "Regiduría avisada"),
    ("str.shelter", "Public sent to shelter", "Público enviado a refugio"),
    ("str.evacuate", "Area evacuated", "Zona evacuada"),
    (
        "str.signed_off",
        "Signed off before it is used again",
        "Autorizada por escrito antes de volver a usarla",
    ),
    ("sho.who_and_why", "Who stopped it and why", "Quién lo paró y por qué"),
    ("sho.message", "Message to the public", "Mensaje al público"),
    ("sho.lights", "House lights on", "Luces de sala encendidas"),
    ("sho.doors", "Doors told", "Puertas avisadas"),
    ("sho.crowd", "Crowd watched", "Público vigilado"),
    ("sho.new_times", "New times told", "Nuevos horarios avisados"),
    ("sho.restart", "Restart agreed by all", "Reinicio acordado por todos"),
    ("sex.safe_place", "Taken to a safe, quiet place", "En un lugar seguro y tranquilo"),
    ("sex.one_person", "One person of their choice stays with them", "Una persona de su elección acompaña"),
    ("sex.medical", "Medical help offered", "Ayuda médica ofrecida"),
    (
        "sex.own_words",
        "Own words noted, no questions beyond need",
        "Sus propias palabras anotadas, sin preguntas de más",
    ),
    ("sex.choice", "Their choice about the police respected", "Respetada su decisión sobre la policía"),
    ("sex.evidence", "Evidence kept", "Evidencia protegida"),
    ("sex.suspect", "Suspect found or described", "Sospechoso hallado o descrito"),
    ("sex.footage", "Footage kept", "Grabación guardada"),
    ("wel.stay", "Somebody stays with them", "Alguien acompaña"),
    ("wel.medical", "Medical need asked about", "Preguntado si necesita médico"),
    ("wel.quiet_place", "Taken to a quiet place", "Llevado a un lugar tranquilo"),
    ("wel.friends", "Friends or family found", "Amigos o familia hallados"),
    ("wel.not_alone", "Does not leave alone", "No se va sin compañía"),
    ("wel.safeguarding", "Safeguarding lead told", "Responsable de protección avisado"),
    ("wel.way_home", "Way home arranged", "Regreso a casa arreglado"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use gatehouse_core::incident::playbook::shipped;

    use super::*;

    #[test]
    fn every_step_that_the_program_brings_along_has_words_and_no_other() {
        let known: BTreeSet<&str> = STEPS.iter().map(|(id, ..)| *id).collect();
        assert_eq!(known, shipped().collect());
        assert!(STEPS.iter().all(|(_, english, spanish)| english != spanish));
        assert_eq!(words("own", Language::English), None);
    }
}
