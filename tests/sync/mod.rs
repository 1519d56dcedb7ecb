//! The exchange with the central store, whole: two gates and an organizer, the shipped migrations on a real Postgres,
//! HTTP over a network that breaks.

mod cuts;
mod supabase;
mod two_gates;
