// SPDX-License-Identifier: MIT
#include "pipeline/values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "document/ascii.hpp"
#include "pipeline/printable.hpp"

namespace quern::host {

namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), digit);
}

std::string_view without_sign(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    return text;
}

// "write 31" for 0x1f in hexadecimal; empty where the digits do not fit the base.
std::string in_decimal(std::string_view text, int base, std::string_view digits) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc{} || end != digits.data() + digits.size()) return {};
    return fmt::format("write {}{}", text.starts_with('-') ? "-" : "", value);
}

// 1_000 and 1,000,000 without their separators; empty where commas or spaces do not stand between thousands.
std::string ungrouped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool separator = text[at] == ',' || text[at] == ' ';
        if (separator && (at == 0 || (text.size() - at) % 4 != 0)) return {};
        if (!separator && text[at] != '_') out += text[at];
    }
    return out;
}

// What to write for a number in a notation that is not taken here; empty for what is no number at all.
std::string decimal_hint(std::string_view text) {
    const std::string_view body = without_sign(text);
    const std::string folded = lower(body);
    if (folded.starts_with("0x")) return in_decimal(text, 16, std::string_view(folded).substr(2));
    if (folded.starts_with("0o")) return in_decimal(text, 8, std::string_view(folded).substr(2));
    if (folded.starts_with("0b")) return in_decimal(text, 2, std::string_view(folded).substr(2));
    std::string compact = ungrouped(body);
    if (!all_digits(compact)) return {};
    const std::string sign = text.starts_with('-') ? "-" : "";
    const auto zeros = std::min(compact.find_first_not_of('0'), compact.size() - 1);
    const std::string octal = zeros > 0 ? in_decimal(text, 8, compact) : "";
    return fmt::format("write {}{}{}", sign, compact.substr(zeros),
                       octal.empty() ? "" : fmt::format(", or {} if it was meant as octal", octal.substr(6)));
}

bool is_decimal(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    return all_digits(text) && (text.size() == 1 || text.front() != '0');
}

// -12.5e-3: digits on both sides of the point, no leading zeros.
bool is_number(std::string_view text) {
    const auto e = text.find_first_of("eE");
    if (e != std::string_view::npos && !all_digits(without_sign(text.substr(e + 1)))) return false;
    text = text.substr(0, e);
    const auto point = text.find('.');
    return is_decimal(text.substr(0, point)) &&
           (point == std::string_view::npos || all_digits(text.substr(point + 1)));
}

}  // namespace

std::nullopt_t ValueReader::complain(const ConfigNode& node, std::string message, std::string suggestion) {
    diagnostics_.error(node.mark, std::move(message), std::move(suggestion));
    return std::nullopt;
}

bool ValueReader::one_value(const ConfigNode& node, std::string_view name) {
    if (node.faulty) return false;
    switch (node.kind) {
        case ConfigNode::Kind::scalar:
            return true;
        case ConfigNode::Kind::null:
            complain(node, fmt::format("'{}' has no value", name), "write one, or leave it out");
            return false;
        case ConfigNode::Kind::list:
            complain(node, fmt::format("'{}' takes one value, not a list", name));
            return false;
        case ConfigNode::Kind::map:
            complain(node, fmt::format("'{}' takes one value, not a map", name));
            return false;
    }
    return false;
}

bool ValueReader::bare(const ConfigNode& node, std::string_view name, std::string_view wanted) {
    if (!one_value(node, name)) return false;
    if (!node.quoted) return true;
    complain(node, fmt::format("'{}' takes {}, and what is in quotes is text", name, wanted),
             "leave the quotes out");
    return false;
}

std::optional<bool> ValueReader::boolean(const ConfigNode& node, std::string_view name) {
    if (!bare(node, name, "true or false")) return std::nullopt;
    if (node.scalar == "true") return true;
    if (node.scalar == "false") return false;
    const std::string folded = lower(node.scalar);
    const bool yes = folded == "yes" || folded == "on" || folded == "y" || folded == "true" || folded == "1";
    const bool no = folded == "no" || folded == "off" || folded == "n" || folded == "false" || folded == "0";
    return complain(node, fmt::format("'{}' takes true or false, not '{}'", name, shown(node.scalar)),
                    yes  ? "write true"
                    : no ? "write false"
                         : "");
}

std::optional<std::int64_t> ValueReader::integer(const ConfigNode& node, std::string_view name,
                                                 std::int64_t least, std::int64_t most) {
    if (!bare(node, name, "a number")) return std::nullopt;
    const std::string& text = node.scalar;
    if (!is_decimal(text)) {
        std::string hint = decimal_hint(text);
        if (is_number(text) && !text.empty()) {
            const double value = std::strtod(text.c_str(), nullptr);
            if (value == std::floor(value) && std::abs(value) < 1e15)
                hint = fmt::format("write {:.0f}", value);
        }
        return complain(node, fmt::format("'{}' takes a whole number, not '{}'", name, shown(text)), hint);
    }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool negative = text.front() == '-';
    if (error != std::errc{} || value < least || value > most)
        return complain(node,
                        fmt::format("'{}' is too {}: {}", name, negative ? "small" : "large", shown(text)),
                        negative ? fmt::format("at least {}", least) : fmt::format("at most {}", most));
    return value;
}

std::optional<double> ValueReader::number(const ConfigNode& node, std::string_view name) {
    if (!bare(node, name, "a number")) return std::nullopt;
    const std::string& text = node.scalar;
    if (!is_number(text)) {
        std::string hint;
        std::string with_point = text;
        if (std::count(text.begin(), text.end(), ',') == 1) with_point[text.find(',')] = '.';
        if (is_number(with_point))
            hint = "write " + with_point;
        else if (is_number("0" + text))
            hint = "write 0" + text;
        else
            hint = decimal_hint(text);
        return complain(node, fmt::format("'{}' takes a number, not '{}'", name, shown(text)), hint);
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || !std::isfinite(value))
        return complain(node, fmt::format("'{}' is a number too large or too small: {}", name, shown(text)));
    return value;
}

std::optional<std::string> ValueReader::text(const ConfigNode& node, std::string_view name) {
    if (!one_value(node, name)) return std::nullopt;
    return node.scalar;
}

std::optional<std::uint64_t> ValueReader::size(const ConfigNode& node, std::string_view name,
                                               std::uint64_t most) {
    if (!one_value(node, name)) return std::nullopt;
    static constexpr std::pair<std::string_view, std::uint64_t> units[] = {{"", 1},
                                                                           {"b", 1},
                                                                           {"kb", 1'000},
                                                                           {"mb", 1'000'000},
                                                                           {"gb", 1'000'000'000},
                                                                           {"kib", 1ull << 10},
                                                                           {"mib", 1ull << 20},
                                                                           {"gib", 1ull << 30}};
    const std::string_view text = node.scalar;
    const auto digits = text.substr(0, text.find_first_not_of("0123456789"));
    std::string unit = lower(text.substr(digits.size()));
    unit.erase(0, std::min(unit.size(), unit.find_first_not_of(' ')));
    const auto known =
        std::find_if(std::begin(units), std::end(units), [&](const auto& u) { return u.first == unit; });
    if (!is_decimal(digits) || known == std::end(units))
        return complain(node, fmt::format("'{}' takes a number of bytes, not '{}'", name, shown(text)),
                        "write it as in 50 MB");
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || value > most / known->second)
        return complain(node, fmt::format("'{}' is too large: {}", name, shown(text)),
                        fmt::format("at most {} GB", most / 1'000'000'000));
    if (value == 0) return complain(node, fmt::format("'{}' must be more than nothing", name));
    return value * known->second;
}

}  // namespace quern::host
