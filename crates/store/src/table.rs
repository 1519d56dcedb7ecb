//! The tables, one file each. `find` and `all` read, `insert` and `upsert` write.

pub mod attachment;
pub mod author;
pub mod checkpoint;
pub mod clock_step;
pub mod credential;
pub mod event;
pub mod link;
pub mod log;
pub mod meta;
pub(crate) mod operator;
pub mod product;
pub mod record;
pub mod scan;
pub mod secret;
pub mod show;
pub mod signing_key;
pub mod zone;
