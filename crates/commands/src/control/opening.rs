//! What is filled in when an incident is opened: its number, and how things stood at that moment.

use gatehouse_core::ids::AuthorId;
use gatehouse_core::incident::{Context, Deed, Log, Number, Opening, letter_for, next_number};
use gatehouse_store::{Connection, Error, table};

use super::room::Room;

/// How things stand, as far as it is read outside the writing: the live cue, and how many are inside.
#[derive(Clone, Default)]
pub(super) struct Standing {
    pub(super) context: Context,
}

/// Gives an opening the next number of this desk. The first one takes a letter too, which is a deed of its own.
pub(super) fn numbered(
    conn: &Connection,
    room: &Room,
    own: AuthorId,
    mut opening: Opening,
    standing: &Standing,
) -> Result<Vec<Deed>, Error> {
    let (number, letter) = next(conn, &room.log, own)?;
    opening.number = number;
    opening.context = Context { posts: posts(&room.log), ..standing.context.clone() };
    let mut deeds = vec![Deed::Open(Box::new(opening))];
    deeds.extend(letter.map(Deed::Letter));
    Ok(deeds)
}

/// The next number of this desk, and the letter that it takes for it when it has none yet.
pub(super) fn next(conn: &Connection, log: &Log, own: AuthorId) -> Result<(Number, Option<String>), Error> {
    let mut number = next_number(log, own);
    let mut taken = None;
    if !log.letters.contains_key(&own) {
        let enrolled = table::author::enrolled(conn)?;
        let letter = letter_for(log, &enrolled, own);
        number.desk.clone_from(&letter);
        taken = Some(letter);
    }
    Ok((number, taken))
}

/// Who is on which post.
fn posts(log: &Log) -> Vec<(String, String)> {
    let all = log.posts.iter().flat_map(|(post, people)| {
        people.iter().map(move |(who, on_post)| {
            let said = if on_post.call_sign.is_empty() { who } else { &on_post.call_sign };
            (post.clone(), said.clone())
        })
    });
    all.collect()
}
