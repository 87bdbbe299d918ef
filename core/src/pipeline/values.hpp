// SPDX-License-Identifier: MIT
// From what stands in a configuration to numbers and the like, strictly: what could be meant in two ways is
// refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"

namespace quern::host {

// Each says what is wrong by the name of what is read ("min_words") and gives nothing then.
class ValueReader {
public:
    explicit ValueReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    std::optional<bool> boolean(const ConfigNode& node, std::string_view name);
    std::optional<std::int64_t> integer(const ConfigNode& node, std::string_view name, std::int64_t least,
                                        std::int64_t most);
    std::optional<double> number(const ConfigNode& node, std::string_view name);
    std::optional<std::string> text(const ConfigNode& node, std::string_view name);
    // Bytes: a number, or one with a unit: 50 MB, 64 KiB.
    std::optional<std::uint64_t> size(const ConfigNode& node, std::string_view name, std::uint64_t most);

    // False, with the reason in the diagnostics, where the value is missing or has parts.
    bool one_value(const ConfigNode& node, std::string_view name);

private:
    // As one_value(), and not in quotes.
    bool bare(const ConfigNode& node, std::string_view name, std::string_view wanted);
    std::nullopt_t complain(const ConfigNode& node, std::string message, std::string suggestion = {});
    Diagnostics& diagnostics_;
};

}  // namespace quern::host
