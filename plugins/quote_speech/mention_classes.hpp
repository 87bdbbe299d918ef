// SPDX-License-Identifier: MIT
// Which words may stand in the mention of a speaker, and which end it.
#pragma once

#include "words.hpp"

namespace quote_speech {

constexpr Index longest_phrase = 40;  // words; bounds the time on texts without punctuation

constexpr Classes pronouns{Class::pronoun_male, Class::pronoun_female, Class::pronoun_plural,
                           Class::pronoun_neuter, Class::pronoun_self};
constexpr Classes function_words{Class::auxiliary,      Class::adverb,        Class::preposition,
                                 Class::conjunction,    Class::subordinator,  Class::relative,
                                 Class::complementizer, Class::pronoun_object};
constexpr Classes nouns{Class::role, Class::collective, Class::setting, Class::saying, Class::title};

}  // namespace quote_speech
