// SPDX-License-Identifier: MIT
// What the rules make of a document: its words, the strings in marks, the verbs of saying, and the quotations
// that these make.
#pragma once

#include <memory>
#include <vector>

#include "cues.hpp"
#include "language.hpp"
#include "linker.hpp"
#include "quotations.hpp"
#include "reported.hpp"
#include "strings.hpp"
#include "tags.hpp"
#include "words.hpp"

namespace quote_speech {

struct Reading {
    Words words;
    std::unique_ptr<Strings> strings;
    std::vector<Cue> cues;
    Quotations quotations;

    void read(const quern::Document& document, const Language& language) {
        if (!strings) strings = std::make_unique<Strings>(language);
        words.read(document, language);
        strings->read(words);
        CueFinder(words, language).find(cues);
        quotations.clear();
        auto& all = strings->all();
        Linker(words, all, cues, quotations).link();
        ReportedFinder(words, all, cues, quotations).find();
    }

    // The label that the quotations give to each word.
    void label(std::vector<quern::Label>& labels) const {
        labels.assign(words.size(), no_tag);
        const auto put = [&](Range range, Role role) {
            for (auto i = range.begin; i < range.end; ++i)
                labels[i] = i == range.begin ? first_of(role) : next_of(role);
        };
        for (const auto& piece : quotations.pieces) put(words.inside(piece.span), Role::content);
        for (const auto& quotation : quotations.all) {
            put(quotation.speaker.words, Role::source);
            put(quotation.cue, Role::cue);
        }
    }
};

}  // namespace quote_speech
