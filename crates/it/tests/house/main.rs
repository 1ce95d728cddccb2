//! The whole-house tests: one program, one module for each thing a person would notice. Tests that open a browser
//! stand under `screens`, tests that load the machine under `crowd` or `speed`; the runner's groups go by these names.

// A helper of a test is a test: it may panic.
#![allow(clippy::unwrap_used)]

mod crash;
mod crowd;
mod demonstration;
mod durability;
mod engines;
mod harness;
mod imports;
mod letters;
mod ministry;
mod papers;
mod permissions;
mod quiz;
mod rules;
mod screens;
mod seeds;
mod signing;
mod speed;
mod tamper;
