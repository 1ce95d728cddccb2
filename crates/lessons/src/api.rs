//! The doors of lessons for programs.

use utoipa::OpenApi;

/// The part of the description that is about lessons.
#[derive(OpenApi)]
pub struct ApiDoc;
