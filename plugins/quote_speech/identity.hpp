// SPDX-License-Identifier: MIT
// Whom a mention tells of, as far as the mention itself says: a name, a description, a body.
#pragma once

#include <string_view>

#include "mentions.hpp"
#include "people.hpp"
#include "words.hpp"

namespace quote_speech {

enum class SpeakerKind : std::uint8_t { unknown, named, described, collective };

struct Speaker {
    SpeakerKind kind = SpeakerKind::unknown;
    std::string_view name;   // empty when not known
    Index entity = nowhere;  // row of the layer entities
    Index person = nowhere;  // number in People::all()
};

class Identifier {
public:
    Identifier(const Words& words, const People& people) : words_(words), people_(people) {}

    // For a mention that is no pronoun.
    Speaker identify(const Mention& mention) const;
    // What the nouns of the mention, or the name it bears, say.
    Gender gender_of(const Mention& mention, const Speaker& speaker) const;
    Speaker speaker_of(const Name& name) const;
    // The words that name or describe: "the mayor" of "the mayor of the town".
    Range head_of(const Mention& mention) const { return {mention.core.begin, head_end(mention.core)}; }

private:
    Index naming(const Mention& mention) const;
    Index head_end(Range core) const;
    bool is_collective(Range head) const;
    bool is_bare_name(Range head) const;

    const Words& words_;
    const People& people_;
};

}  // namespace quote_speech
