//! The samples beside the templates: what a sample file says becomes a paper marked CONTOH. Made by rule, about nobody.

use crate::press::Press;
use netra_base::{Lang, Moment, Result};
use netra_documents::{Attachment, Paper, Picture};
use serde::Deserialize;

/// A sample file: a paper as a person writes one down.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    title: String,
    #[serde(default)]
    lang: Lang,
    made: String,
    verify: Option<String>,
    data: serde_json::Value,
    #[serde(default)]
    attachments: Vec<File>,
    /// Files beside the sample.
    #[serde(default)]
    pictures: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    mime: String,
    describes: String,
    text: String,
}

impl Press {
    /// The sample of a template as a paper; it carries CONTOH on every page.
    ///
    /// # Errors
    /// Failed when the template has no sample or the sample cannot be read; the file and the line are named.
    pub fn sample(&self, template: &str) -> Result<Paper> {
        let (path, bytes) = self
            .set()
            .sample_of(template)
            .ok_or_else(|| anyhow::anyhow!("the template {template} has no sample (samples/NAME.json beside it)"))?;
        let sample: Sample = serde_json::from_slice(bytes).map_err(|error| anyhow::anyhow!("{path}: {error}"))?;
        let made = Moment::parse_iso(&sample.made).ok_or_else(|| anyhow::anyhow!("{path}: `made` is not a time"))?;
        let picture = |name: &String| {
            let bytes = self.set().bytes(&format!("samples/{name}"));
            let bytes = bytes.ok_or_else(|| anyhow::anyhow!("{path}: there is no picture samples/{name}"))?;
            Ok(Picture { bytes: bytes.to_vec() })
        };
        let attached = |file: File| Attachment {
            name: file.name,
            mime: file.mime,
            bytes: file.text.into_bytes(),
            describes: file.describes,
        };
        Ok(Paper {
            lang: sample.lang,
            specimen: true,
            verify: sample.verify,
            pictures: sample.pictures.iter().map(picture).collect::<Result<_>>()?,
            attachments: sample.attachments.into_iter().map(attached).collect(),
            ..Paper::new(template, &sample.title, made, sample.data)
        })
    }
}
