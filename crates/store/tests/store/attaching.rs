//! Files that entries name: kept by what is in them, and not given out when they are not that any more.

use gatehouse_core::incident::Attachment;
use gatehouse_core::time::WallMs;
use gatehouse_store::table::attachment::{self, LARGEST};
use gatehouse_store::{Error, Result};

use crate::exchanging::sound;
use crate::fixture::{NOW, World, later};

fn put(world: &World, name: &str, bytes: &[u8], now: WallMs) -> Result<Attachment> {
    let (name, bytes) = (name.to_owned(), bytes.to_vec());
    world.replica.write(move |tx, _| attachment::put(tx, "image/jpeg", &name, &bytes, now))
}

#[test]
fn a_file_is_found_by_what_is_in_it_and_named_as_it_first_was() {
    let world = World::new();
    let first = put(&world, "foto.jpg", b"a picture", NOW).expect("it is kept");
    assert_eq!((first.name.as_str(), first.media.as_str(), first.bytes), ("foto.jpg", "image/jpeg", 9));
    let again = put(&world, "copy.jpg", b"a picture", later(1)).expect("it is here");
    assert_eq!(again, first);
    let other = put(&world, "foto.jpg", b"another", NOW).expect("it is kept");
    let world = world.reopened();
    let read = |hash| world.replica.read(|conn| attachment::find(conn, &hash)).expect("a read");
    assert_eq!(read(first.hash).as_deref(), Some(&b"a picture"[..]));
    assert_eq!(read(other.hash).as_deref(), Some(&b"another"[..]));
    assert_eq!(read([0; 32]), None);
    let hashes = world.replica.read(attachment::hashes).expect("a read");
    assert_eq!(hashes, [first.hash, other.hash].into());
    let named = world.replica.read(|conn| attachment::named(conn, &first.hash)).expect("a read");
    assert_eq!(named, Some(first));
    sound(&world);
}

#[test]
fn a_file_that_is_too_large_is_refused_with_both_figures() {
    let world = World::new();
    let largest = put(&world, "log.mp4", &vec![7; LARGEST], NOW).expect("just small enough");
    assert_eq!(largest.bytes, 20 * 1024 * 1024);
    let refused = put(&world, "log.mp4", &vec![7; LARGEST + 1], NOW).expect_err("one byte too many");
    assert!(matches!(refused, Error::TooLargeFile { bytes: 20_971_521, most: 20_971_520 }), "{refused:?}");
    assert_eq!(refused.to_string(), "the file has 20971521 bytes, an attachment at most 20971520");
    assert_eq!(world.replica.halted(), None, "nothing is wrong with the disk");
    assert_eq!(world.replica.read(attachment::hashes).expect("a read").len(), 1);
}

#[test]
fn bytes_that_are_not_what_they_are_called_by_are_not_given_out() {
    let world = World::new();
    let kept = put(&world, "foto.jpg", b"a picture", NOW).expect("it is kept");
    world.sql("UPDATE attachment SET bytes = CAST('a Picture' AS BLOB)");
    let found = world.replica.read(|conn| attachment::find(conn, &kept.hash));
    assert!(matches!(found, Err(Error::Meaningless("attachment.bytes"))), "{found:?}");
}
