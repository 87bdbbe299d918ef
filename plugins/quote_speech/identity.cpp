// SPDX-License-Identifier: MIT
#include "identity.hpp"

namespace quote_speech {

Speaker Identifier::speaker_of(const Name& name) const {
    const auto& person = people_.all()[name.person];
    return {person.body ? SpeakerKind::collective : SpeakerKind::named, person.name, name.entity,
            name.person};
}

Speaker Identifier::identify(const Mention& mention) const {
    if (mention.empty()) return {};
    if (const auto n = naming(mention); n != nowhere) return speaker_of(people_.names()[n]);
    const auto core = mention.core;
    const Range head{core.begin, head_end(core)};
    Speaker speaker;
    speaker.name = words_.span(core).of(words_.text());
    speaker.kind = is_collective(head)  ? SpeakerKind::collective
                   : is_bare_name(head) ? SpeakerKind::named
                                        : SpeakerKind::described;
    return speaker;
}

// End of the part that names or describes, before "of", "for", "who": "the mayor | of the town".
Index Identifier::head_end(Range core) const {
    for (auto i = core.begin + 1; i < core.end; ++i) {
        const auto& word = words_[i];
        const bool ties =
            word.any({Class::clings, Class::relative, Class::preposition}) && !word.is_capital();
        if (ties || word.shape == Shape::open) return i;
    }
    return core.end;
}

// Number of the name that the mention bears; of the mayor of London it is not London.
Index Identifier::naming(const Mention& mention) const {
    const auto core = mention.core;
    const auto end = head_end(core);
    const auto possessive = [&](const Name& name) {
        return name.words.end < words_.size() && words_.is_clitic(name.words.end);
    };
    const auto all = people_.names_in(core);
    auto found = nowhere;
    for (auto n = all.begin; n < all.end; ++n) {
        const auto& name = people_.names()[n];
        if (possessive(name)) continue;
        if (name.words.begin < end && name.words.end >= end) found = n;
        // "Secretary of State John Kerry".
        const bool title = words_[core.begin].is_capital() && !words_[core.begin].is(Class::determiner);
        if (title && found == nowhere && !name.body && name.words.end == core.end) found = n;
    }
    if (found != nowhere && !people_.names()[found].body) return found;
    // "the mayor, X,".
    const auto beside = core.end + 1;
    if (beside < mention.words.end && words_[core.end].shape == Shape::comma) {
        const auto after = people_.names_in({beside, mention.words.end});
        if (!after.empty()) {
            const auto& name = people_.names()[after.begin];
            auto first = beside;
            while (first < name.words.begin && words_[first].is(Class::title)) ++first;
            const bool alone =
                name.words.end >= mention.words.end || words_[name.words.end].shape == Shape::comma;
            if (!name.body && name.words.begin == first && alone) return after.begin;
        }
    }
    return found;
}

bool Identifier::is_collective(Range head) const {
    if (head.empty()) return false;
    const auto& last = words_[head.end - 1];
    if (last.is(Class::role)) return words_.text(head.end - 1).ends_with('s') || last.is(Class::collective);
    if (last.any({Class::collective, Class::organization, Class::capital})) return true;
    return last.shape == Shape::lower && words_.text(head.end - 1).ends_with('s');
}

bool Identifier::is_bare_name(Range head) const {
    for (auto i = head.begin; i < head.end; ++i)
        if (!words_[i].is_capital() && words_[i].shape != Shape::hyphen && !words_[i].is(Class::particle))
            return false;
    return !words_[head.begin].any({Class::determiner, Class::role});
}

Gender Identifier::gender_of(const Mention& mention, const Speaker& speaker) const {
    if (speaker.person != nowhere && people_.all()[speaker.person].sex() != Gender::unknown)
        return people_.all()[speaker.person].sex();
    for (auto i = mention.core.begin; i < mention.core.end; ++i) {
        if (words_[i].is(Class::male)) return Gender::male;
        if (words_[i].is(Class::female)) return Gender::female;
        if (words_[i].is(Class::preposition)) break;
    }
    return Gender::unknown;
}

}  // namespace quote_speech
