// SPDX-License-Identifier: MIT
#include "sdk/compact_map.hpp"

#include <charconv>
#include <limits>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/json.hpp>
#include <quern/record.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

void step(std::string& to, char sign, std::uint32_t count) {
    to += sign;
    json::append_integer(to, count);
}

// Reads steps from front to back.
class Steps {
public:
    explicit Steps(std::string_view steps) : steps_(steps) {}

    bool at_end() const { return at_ == steps_.size(); }
    char sign() { return steps_[at_++]; }
    bool skip(char sign) { return !at_end() && steps_[at_] == sign && ++at_; }
    std::uint32_t number() {
        std::uint32_t value = 0;
        const auto* begin = steps_.data() + at_;
        const auto [end, error] = std::from_chars(begin, steps_.data() + steps_.size(), value);
        if (error != std::errc()) fail();
        at_ += static_cast<std::size_t>(end - begin);
        return value;
    }
    [[noreturn]] void fail() const {
        throw Error(fmt::format("the origin is not a list of steps such as =12>3~2:5: see its character {}",
                                at_ + 1));
    }

private:
    std::string_view steps_;
    std::size_t at_ = 0;
};

}  // namespace

void append_compact(std::string& steps, const OffsetMap& map) {
    std::uint32_t source = 0;
    for (const auto& piece : map.pieces()) {
        if (piece.source.begin > source) step(steps, '>', piece.source.begin - source);
        if (piece.source.begin < source) step(steps, '<', source - piece.source.begin);
        switch (piece.kind) {
            case OffsetMap::Kind::copied:
                step(steps, '=', piece.text.size());
                break;
            case OffsetMap::Kind::replaced:
                step(steps, '~', piece.text_unit());
                step(steps, ':', piece.source_unit());
                if (piece.units > 1) step(steps, '*', piece.units);
                break;
            case OffsetMap::Kind::inserted:
                step(steps, '+', piece.text.size());
                break;
        }
        source = piece.source.end;
    }
}

std::string compact(const OffsetMap& map) {
    std::string steps;
    append_compact(steps, map);
    return steps;
}

OffsetMap offset_map_from_compact(std::string_view text) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    OffsetMap map;
    std::uint64_t source = 0;
    Steps steps(text);
    while (!steps.at_end()) {
        const char sign = steps.sign();
        const auto count = steps.number();
        std::uint64_t used = 0, units = 1;  // bytes of the source for each unit
        switch (sign) {
            case '=':
                used = count;
                break;
            case '~':
                if (!steps.skip(':')) steps.fail();
                used = steps.number();
                if (steps.skip('*')) units = steps.number();
                break;
            case '+':
                break;
            case '>':
                source += count;
                break;
            case '<':
                if (count > source) throw Error("the origin goes back behind the beginning of the source");
                source -= count;
                break;
            default:
                steps.fail();
        }
        if (source + used * units > most || map.text_size() + count * units > most)
            throw Error("the origin reaches beyond 4 GiB");
        const auto at = static_cast<std::uint32_t>(source);
        if (sign == '=') map.copied(count, at);
        if (sign == '~')
            map.replaced(count, {at, static_cast<std::uint32_t>(at + used * units)},
                         static_cast<std::uint32_t>(units));
        if (sign == '+') map.inserted(count, at);
        source += used * units;
    }
    return map;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
