//! Indonesian as people write it: words with their places, folded, spelled out, stemmed. It knows no feature: what a
//! word means is the caller's question.
