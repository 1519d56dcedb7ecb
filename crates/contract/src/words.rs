//! Enums that are the same words on both sides of the line.

macro_rules! same_words {
    ($rules:ty => $wire:ty { $($variant:ident),+ $(,)? }) => {
        impl From<$rules> for $wire {
            fn from(value: $rules) -> Self {
                match value { $(<$rules>::$variant => Self::$variant),+ }
            }
        }
    };
}

macro_rules! same_words_both_ways {
    ($rules:ty => $wire:ty { $($variant:ident),+ $(,)? }) => {
        $crate::words::same_words!($rules => $wire { $($variant),+ });
        impl From<$wire> for $rules {
            fn from(value: $wire) -> Self {
                match value { $(<$wire>::$variant => Self::$variant),+ }
            }
        }
    };
}

pub(crate) use {same_words, same_words_both_ways};
