//! What goes into a statement: four kinds of value and the conversions our own types need. Moments travel
//! as integer milliseconds, days as ISO text, booleans as 0 and 1.

use netra_base::{AccountId, Day, DriveId, EmployeeId, EntryId, Moment, UnitId};
use std::borrow::Cow;

/// One parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// SQL NULL.
    Null,
    /// 64-bit integer.
    Int(i64),
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes.
    Blob(Cow<'a, [u8]>),
}

/// The type of a column in [`crate::Tx::insert_many`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `{int}`
    Int,
    /// `{text}`
    Text,
    /// `{blob}`
    Blob,
}

macro_rules! from {
    ($($from:ty: $x:ident => $to:expr),+ $(,)?) => {$(
        impl<'a> From<$from> for Value<'a> {
            fn from($x: $from) -> Self { $to }
        }
    )+};
}

from! {
    i64: x => Self::Int(x),
    i32: x => Self::Int(i64::from(x)),
    u32: x => Self::Int(i64::from(x)),
    bool: x => Self::Int(i64::from(x)),
    &'a str: x => Self::Text(Cow::Borrowed(x)),
    &'a String: x => Self::Text(Cow::Borrowed(x)),
    String: x => Self::Text(Cow::Owned(x)),
    &'a [u8]: x => Self::Blob(Cow::Borrowed(x)),
    &'a Vec<u8>: x => Self::Blob(Cow::Borrowed(x)),
    &'a [u8; 32]: x => Self::Blob(Cow::Borrowed(x)),
    [u8; 32]: x => Self::Blob(Cow::Owned(x.to_vec())),
    Vec<u8>: x => Self::Blob(Cow::Owned(x)),
    Moment: x => Self::Int(x.0),
    Day: x => Self::Text(Cow::Owned(x.to_string())),
    UnitId: x => Self::Int(x.0),
    EmployeeId: x => Self::Int(x.0),
    AccountId: x => Self::Int(x.0),
    DriveId: x => Self::Int(x.0),
    EntryId: x => Self::Int(x.0),
}

impl<'a, T> From<Option<T>> for Value<'a>
where
    Value<'a>: From<T>,
{
    fn from(x: Option<T>) -> Self {
        x.map_or(Self::Null, Self::from)
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(x) => ValueRef::Integer(*x),
            Self::Text(x) => ValueRef::Text(x.as_bytes()),
            Self::Blob(x) => ValueRef::Blob(x),
        }))
    }
}

impl postgres::types::ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &postgres::types::Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        use postgres::types::Type;
        match self {
            Self::Null => Ok(postgres::types::IsNull::Yes),
            Self::Int(x) if *ty == Type::INT4 => i32::try_from(*x)?.to_sql(ty, out),
            Self::Int(x) if *ty == Type::INT8 => x.to_sql(ty, out),
            Self::Text(x) if *ty != Type::BYTEA && *ty != Type::INT8 => x.as_ref().to_sql(ty, out),
            Self::Blob(x) if *ty == Type::BYTEA => x.as_ref().to_sql(ty, out),
            other => Err(format!("a parameter of kind {other:?} does not fit a column of type {ty}").into()),
        }
    }

    fn accepts(_: &postgres::types::Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}
