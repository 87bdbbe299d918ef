// SPDX-License-Identifier: MIT
#include "run/find_document.hpp"

#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <quern/error.hpp>

#include "pipeline/diagnostics.hpp"
#include "pipeline/printable.hpp"
#include "run/load_document.hpp"
#include "run/tally.hpp"

namespace quern::host {

namespace {

std::optional<std::uint64_t> number_in(const std::string& text) {
    std::uint64_t number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || stop != text.data() + text.size()) return {};
    return number;
}

// The id that is most like the one that was asked for: one that ends in it, as a path does in a file's name.
class Nearest {
public:
    explicit Nearest(const std::string& wanted) : wanted_(wanted) {}

    void look_at(const std::string& id) {
        if (within_.empty() && (id.ends_with("/" + wanted_) || wanted_.ends_with("/" + id))) within_ = id;
        if (within_.empty())
            best_ = nearest(wanted_, best_.empty() ? std::vector{id} : std::vector{best_, id});
    }
    const std::string& id() const { return within_.empty() ? best_ : within_; }

private:
    const std::string& wanted_;
    std::string within_, best_;
};

[[noreturn]] void not_found(const std::string& wanted, const std::string& near, const std::string& first,
                            std::uint64_t documents) {
    if (documents == 0) throw Error("the input has no documents", "look at the input's path");
    throw Error(
        fmt::format("none of the {} has the id '{}'", count(documents, "document"), printable(wanted)),
        near.empty()
            ? fmt::format("ids are like '{}'; a document's number, from 1, will do as well", printable(first))
            : fmt::format("did you mean '{}'?", printable(near)));
}

}  // namespace

FoundDocument find_document(const Plan& plan, Feed& feed, const std::string& wanted, Scratch& scratch,
                            const std::atomic<bool>* interrupted) {
    const auto wanted_number = number_in(wanted);
    std::optional<FoundDocument> by_number;
    Nearest near(wanted);
    std::string first;
    std::uint64_t documents = 0, number = 0;
    Stopwatch watch;
    for (Item item; feed.next(item, number); item = {}) {
        if (interrupted && *interrupted) throw Error("interrupted");
        ++documents;
        FoundDocument found;
        found.number = number;
        found.document.id = item.id;
        watch.start();
        found.loaded = load_document(plan, item, found.document, scratch, found.problem);
        found.nanoseconds = watch.lap();
        const std::string& id = found.document.id;
        if (id == wanted || item.id == wanted) return found;
        if (first.empty()) first = id;
        near.look_at(id);
        if (number == wanted_number) by_number = std::move(found);
    }
    if (by_number) return std::move(*by_number);
    not_found(wanted, near.id(), first, documents);
}

}  // namespace quern::host
