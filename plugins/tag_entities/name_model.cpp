// SPDX-License-Identifier: MIT
#include "name_model.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <unordered_map>

namespace tag_entities {

namespace {

constexpr std::size_t labels_in_all = static_cast<std::size_t>(Label::other) + 1;

}  // namespace

WordScores::Found WordScores::find(std::uint32_t form, int offset, std::size_t stride) {
    const auto entry = form == NameFeatures::beyond ? 0 : std::min(std::size_t{form} + 1, most_kept);
    if (entry >= known_.size()) {
        known_.resize(entry + 1 + known_.size() / 2);
        scores_.resize(known_.size() * offsets * stride);
    }
    const auto place = static_cast<std::size_t>(offset + NameFeatures::reach);
    const auto bit = static_cast<std::uint8_t>(1U << place);
    const bool known = (known_[entry] & bit) && entry != most_kept;
    known_[entry] |= bit;
    return {scores_.data() + (entry * offsets + place) * stride, known};
}

void WordScores::use_for(const NameModel& model, const WordForms& forms) {
    if (model_ == &model && generation_ == forms.generation()) return;
    model_ = &model;
    generation_ = forms.generation();
    known_.clear(), scores_.clear();
}

namespace {

// Whether the list knows better what it is than the words around it tell.
bool settles_label(const KnownName& name) {
    return name.label == Label::organisation || name.subtype == "capital" || name.subtype == "city";
}

bool is_full_name(const Mention& ruled) {
    return ruled.label == Label::person && ruled.confidence >= likely && ruled.last - ruled.first > 1;
}

constexpr const char *slope = "confidence slope", *offset = "confidence offset";
constexpr double least_trust = 0.37;
constexpr std::array<const char*, RuleTrust{}.size()> trust_names{
    "trust in rules: person", "trust in rules: listed organisation", "trust in rules: acronym",
    "trust in rules: country"};

}  // namespace

NameModel::NameModel(quern::SequenceModel model, Confidence confidence, RuleTrust trust)
    : model_(std::move(model)), labels_(model_.labels()), confidence_(confidence), trust_(trust) {}

NameModel NameModel::read(const std::filesystem::path& file) {
    auto model = quern::SequenceModel::read(file, kind);
    const Confidence confidence{model.numbers[slope], model.numbers[offset]};
    RuleTrust trust;
    for (std::size_t kind = 0; kind < trust.size(); ++kind) trust[kind] = model.numbers[trust_names[kind]];
    return NameModel(std::move(model), confidence, trust);
}

void NameModel::write(const std::filesystem::path& file) const {
    auto model = model_;
    model.numbers = {{slope, confidence_.slope}, {offset, confidence_.offset}};
    for (std::size_t kind = 0; kind < trust_.size(); ++kind) model.numbers[trust_names[kind]] = trust_[kind];
    model.write(file, kind);
}

const std::vector<Mention>& NameModel::find(const DocumentWords& document, std::span<const Mention> ruled,
                                            NameWorkspace& work) const {
    work.words.use_for(*this, document.forms());
    work.features.read(document, ruled);
    find_runs(document, work);
    const auto& runs = work.runs;
    const auto stride = model_.stride();
    std::size_t size = 0;
    for (const auto& run : runs) size += (run.last - run.first) * stride;
    work.scores.assign(size, 0);
    work.document.assign(document.words().size(), 0);
    work.mentions.clear(), work.leads.clear();

    std::size_t at = 0;
    const auto scores_of = [&](const Run& run) {
        const auto first = at;
        at += (run.last - run.first) * stride;
        return std::span(work.scores).subspan(first, at - first);
    };
    for (const auto& run : runs) {
        const auto scores = scores_of(run);
        score(run, work, scores.data());
        join_to_sentence(run, scores);
        model_.decode(scores, work.labels);
        std::copy(work.labels.begin(), work.labels.end(), work.document.begin() + run.first);
    }
    work.features.look_again(work.document);
    at = 0;
    for (const auto& run : runs) {
        const auto scores = scores_of(run);
        for (auto i = run.first; i < run.last; ++i) {
            work.row.clear();
            work.features.append_of_guesses(run.sentence, i, work.row);
            model_.add(work.row, scores.data() + (i - run.first) * stride);
        }
        model_.decode(scores, work.labels);
        collect(document, run, scores, work);
    }
    widen(ruled, work);
    agree(document, work.mentions);
    add_overlooked(document, ruled, work);
    take_from_lists(document, ruled, work.mentions);
    return work.mentions;
}

// A person's name of the rules that holds all of the model's is the fuller one: a nickname in marks,
// particles.
void NameModel::widen(std::span<const Mention> ruled, NameWorkspace& work) {
    auto& found = work.mentions;
    std::size_t at = 0, kept = 0;
    const auto keep = [&] {
        found[kept] = found[at];
        work.leads[kept++] = work.leads[at];
    };
    for (const auto& mention : ruled) {
        for (; at < found.size() && found[at].last <= mention.first; ++at) keep();
        if (mention.label != Label::person && mention.label != Label::organisation) continue;
        auto end = at;
        const auto is_inside = [&](const Mention& other) {
            return other.label == mention.label && other.first >= mention.first && other.last <= mention.last;
        };
        while (end < found.size() && found[end].first < mention.last && is_inside(found[end])) ++end;
        if (end == at || (end < found.size() && found[end].first < mention.last)) continue;
        found[at].first = mention.first, found[at].last = mention.last;
        keep();
        at = end;
    }
    for (; at < found.size(); ++at) keep();
    found.resize(kept), work.leads.resize(kept);
}

// One name has one label in a document: the one for which it was surest over all places.
void NameModel::agree(const DocumentWords& document, std::vector<Mention>& found) {
    std::unordered_map<std::string_view, std::array<double, labels_in_all>> votes;
    const auto text = [&](const Mention& mention) { return document.text(mention.first, mention.last); };
    for (const auto& mention : found)
        votes[text(mention)][static_cast<std::size_t>(mention.label)] += mention.confidence;
    for (auto& mention : found) {
        const auto& of_label = votes[text(mention)];
        const auto best = std::max_element(of_label.begin(), of_label.end());
        mention.label = static_cast<Label>(best - of_label.begin());
    }
}

void NameModel::each_overlooked(const DocumentWords& document, std::span<const Mention> ruled,
                                std::span<const Mention> found, const NameFeatures& features,
                                const std::function<void(const Mention&, RuledKind)>& use) {
    std::size_t at = 0;
    for (const auto& mention : ruled) {
        while (at < found.size() && found[at].last <= mention.first) ++at;
        if (at < found.size() && found[at].first < mention.last) continue;
        auto kind = RuledKind::any_other;
        if (mention.label == Label::person && mention.confidence >= likely)
            kind = RuledKind::person;
        else if (mention.label == Label::organisation && mention.known)
            kind = RuledKind::listed_organisation;
        else if (mention.label == Label::organisation && mention.last - mention.first == 1 &&
                 document[mention.first].shape == Shape::capitals && features.is_spelled_out(mention.first))
            kind = RuledKind::acronym;
        else if (mention.known && is_country(*mention.known))
            kind = RuledKind::country;
        use(mention, kind);
    }
}

// Kinds of names that the model does not know stay with the rules; and so do those that were right often
// enough where the model found nothing. Half of the F1 that a model reaches is where more such names begin to
// help.
void NameModel::add_overlooked(const DocumentWords& document, std::span<const Mention> ruled,
                               NameWorkspace& work) const {
    auto& mentions = work.mentions;
    work.overlooked.clear();
    each_overlooked(document, ruled, mentions, work.features, [&](Mention mention, RuledKind kind) {
        if (covers(mention.label)) {
            if (kind == RuledKind::any_other) return;
            mention.confidence = trust_[static_cast<std::size_t>(kind)];
            if (mention.confidence < least_trust) return;
        }
        work.overlooked.push_back(mention);
    });
    const auto found = static_cast<std::ptrdiff_t>(mentions.size());
    mentions.insert(mentions.end(), work.overlooked.begin(), work.overlooked.end());
    std::inplace_merge(mentions.begin(), mentions.begin() + found, mentions.end(),
                       [](const Mention& a, const Mention& b) { return a.first < b.first; });
}

// The lists say what a name is the name of; so do the rules where they found the same name, which see through
// "US" in front and "Inc." behind. A listed name of a kind that the model does not know is what the list
// says, and so is a listed organisation or city; a full name that begins with a given name is a person's.
void NameModel::take_from_lists(const DocumentWords& document, std::span<const Mention> ruled,
                                std::vector<Mention>& mentions) const {
    std::size_t at = 0;
    for (auto& mention : mentions) {
        while (at < ruled.size() && ruled[at].last < mention.last) ++at;
        const bool same =
            at < ruled.size() && ruled[at].first == mention.first && ruled[at].last == mention.last;
        const auto& word = document[mention.first];
        const auto* known =
            word.known && word.known_size == mention.last - mention.first ? word.known : nullptr;
        if (known && mention.by_model && settles_label(*known)) mention.label = known->label;
        if (known && known->label == mention.label) mention.known = known;
        if (!same) continue;
        if (mention.by_model && is_full_name(ruled[at])) mention.label = Label::person;
        if (!ruled[at].known) continue;
        if (ruled[at].label == mention.label)
            mention.known = ruled[at].known;
        else if (!covers(ruled[at].label))
            mention = ruled[at];
    }
}

// A word without a capital starts or joins a run where its letters speak for a name, as `paris` does.
bool NameModel::may_name(const SentenceRange& sentence, std::uint32_t word, NameWorkspace& work) const {
    if (work.features.stands_out(word)) return true;
    const auto* scores = word_scores(sentence, word, 0, work);
    return *std::max_element(scores + 1, scores + labels_.size()) > scores[0];
}

void NameModel::find_runs(const DocumentWords& document, NameWorkspace& work) const {
    work.runs.clear();
    for (const auto& sentence : document.sentences()) {
        auto end = sentence.first;  // of the last run
        for (auto i = sentence.first; i < sentence.last; ++i) {
            if (!may_name(sentence, i, work)) continue;
            const auto first = i > end ? i - 1 : i, last = std::min(i + 2, sentence.last);
            if (end > sentence.first && first <= end)
                work.runs.back().last = last;
            else
                work.runs.push_back({sentence, first, last});
            end = last;
        }
    }
}

// In front of a run and behind it there is no name, rather than the sentence's beginning and end.
void NameModel::join_to_sentence(const Run& run, std::span<quern::Score> scores) const {
    const auto& step = model_.transitions();
    const auto edge = labels_.size();
    const auto instead = [&](std::size_t label, quern::Score now, quern::Score then, quern::Score* row) {
        if (now > quern::forbidden && then > quern::forbidden) row[label] += then - now;
    };
    for (std::size_t label = 0; label < edge; ++label) {
        if (run.first > run.sentence.first) instead(label, step(edge, label), step(0, label), scores.data());
        if (run.last < run.sentence.last)
            instead(label, step(label, edge), step(label, 0),
                    scores.data() + scores.size() - model_.stride());
    }
}

void NameModel::score(const Run& run, NameWorkspace& work, quern::Score* scores) const {
    for (auto i = run.first; i < run.last; ++i, scores += model_.stride()) {
        for (int offset = -NameFeatures::reach; offset <= NameFeatures::reach; ++offset) {
            const auto* of_word = word_scores(run.sentence, i, offset, work);
            for (std::size_t label = 0; label < model_.stride(); ++label) scores[label] += of_word[label];
        }
        work.row.clear();
        work.features.append_of_place(run.sentence, i, work.row);
        model_.add(work.row, scores);
    }
}

const std::int16_t* NameModel::word_scores(const SentenceRange& sentence, std::uint32_t word, int offset,
                                           NameWorkspace& work) const {
    const auto stride = model_.stride();
    const auto found = work.words.find(work.features.form(sentence, word, offset), offset, stride);
    if (found.known) return found.scores;
    work.row.clear();
    work.features.append_of_word(sentence, word, offset, work.row);
    work.sum.assign(stride, 0);
    model_.add(work.row, work.sum.data());
    constexpr quern::Score most = std::numeric_limits<std::int16_t>::max();
    for (std::size_t label = 0; label < stride; ++label)
        found.scores[label] = static_cast<std::int16_t>(std::clamp(work.sum[label], -most, most));
    return found.scores;
}

namespace {

// Christmas, TV; but not May, which may be a person's name.
bool names_nothing(const Word& word) {
    return word.is(no_name) && !word.is(given_name | family_name);
}

}  // namespace

// The names that the labels of a run make.
void NameModel::collect(const DocumentWords& document, const Run& run, std::span<const quern::Score> scores,
                        NameWorkspace& work) const {
    std::size_t first = 0;
    for (std::size_t k = 0; k < work.labels.size(); ++k) {
        const auto label = work.labels[k];
        if (label == 0) continue;
        const auto part = NameLabels::part(label);
        if (part == NameLabels::begin || part == NameLabels::unit) first = k;
        if (part != NameLabels::last && part != NameLabels::unit) continue;
        if (part == NameLabels::unit && names_nothing(document[run.first + static_cast<std::uint32_t>(k)]))
            continue;
        Mention mention;
        mention.first = run.first + static_cast<std::uint32_t>(first);
        mention.last = run.first + static_cast<std::uint32_t>(k + 1);
        mention.label = labels_.kind(label);
        mention.by_model = true;
        work.leads.push_back(lead(scores, work.labels, first, k + 1));
        mention.confidence = confidence_(work.leads.back());
        work.mentions.push_back(mention);
    }
}

// How much better the name is, a word, than no name or one of another kind in the same place.
double NameModel::lead(std::span<const quern::Score> scores, const std::vector<quern::Label>& labels,
                       std::size_t first, std::size_t last) const {
    const auto& step = model_.transitions();
    const auto none = labels_.size();
    const std::size_t before = first == 0 ? none : labels[first - 1];
    const std::size_t behind = last == labels.size() ? none : labels[last];
    const auto value = [&](const auto& label_of) {
        std::int64_t sum = 0;
        auto from = before;
        for (auto i = first; i < last; ++i) {
            const std::size_t label = label_of(i);
            sum += step(from, label) + scores[i * model_.stride() + label];
            from = label;
        }
        return sum + step(from, behind);
    };
    const auto own = value([&](std::size_t i) { return labels[i]; });
    auto other = value([](std::size_t) { return 0; });
    for (const auto kind : labels_.kinds()) {
        if (kind == labels_.kind(labels[first])) continue;
        other = std::max(other,
                         value([&](std::size_t i) { return labels_.of(kind, NameLabels::part(labels[i])); }));
    }
    return static_cast<double>(own - other) / static_cast<double>(last - first);
}

}  // namespace tag_entities
