//! A stand-in for the organizer's Supabase project, for development and tests: real Postgres, imitated doors.
//!
//! - [`Cluster`] starts a scratch PostgreSQL with the migrations of `sync/supabase` and hands out fresh databases.
//! - [`Server`] puts the shapes of PostgREST (`/rest/v1`) and GoTrue (`/auth/v1`) in front of one of them.
//! - [`Faults`] stands between a client and the server and does what networks do.
//!
//! What the doors leave out: embedding, logical operators and ranges in filters, Realtime, Storage, mails, and the
//! schema cache (every call looks at the catalogue anew). Nothing of this is ever shipped.

mod auth;
mod clock;
mod cluster;
mod error;
mod faults;
mod random;
mod rest;
mod server;
mod token;

pub use auth::AuthConfig;
pub use clock::{Clock, MovableClock};
pub use cluster::{Cluster, Database, Place, Schema};
pub use error::{Error, Result};
pub use faults::{Close, Counts, Faults, Kind, Plan, Spot};
pub use server::{Config, PUBLISHABLE_KEY, SECRET_KEY, Server};
pub use token::{Algorithm, Keys, TokenError};
