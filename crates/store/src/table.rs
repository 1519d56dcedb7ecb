//! The tables, one file each. `find` and `all` read, `insert` and `upsert` write.

pub mod author;
pub mod checkpoint;
pub mod clock_step;
pub mod credential;
pub mod event;
pub mod link;
pub mod meta;
pub mod product;
pub mod record;
pub mod scan;
pub mod show;
pub mod signing_key;
pub mod zone;
