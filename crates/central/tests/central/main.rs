//! The stand-in from outside: over HTTP, against a real PostgreSQL.

mod auth;
mod faults;
mod gateway;
mod mapping;
mod migrations;
mod program;
mod rpc;
mod support;
mod tables;
