// SPDX-License-Identifier: MIT
#include "word_weights.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <string>

#include <quern/error.hpp>

namespace press {
namespace {

constexpr float steps = 16;  // of a byte, for what makes a line e times as likely

const std::array<float, 256>& inverse_roots() {
    static const auto table = [] {
        std::array<float, 256> out{};
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = steps / WordWeights::unit / std::sqrt(static_cast<float>(i + 2));
        return out;
    }();
    return table;
}

}  // namespace

WordWeights::WordWeights(const std::filesystem::path& file) {
    const auto refuse = [&](const std::string& why) {
        throw quern::Error("cannot use the weights of words of " + file.string() + ": " + why,
                           "install the plugin again, or fit them anew: see its card beside it");
    };
    std::ifstream in(file);
    std::string name;
    std::size_t count = 0;
    if (!(in >> name >> count >> bias_) || name != "words") refuse("it does not begin as they do");
    if (count != classes)
        refuse("it has " + std::to_string(count) + " classes of words, not " + std::to_string(classes));
    const std::string values((std::istreambuf_iterator<char>(in)), {});
    const auto *at = values.data(), *end = at + values.size();
    for (auto& of_place : weights_)
        for (auto& weight : of_place) {
            while (at < end && (*at == ' ' || *at == '\n')) ++at;
            const auto read = std::from_chars(at, end, weight);  // no number that is too large
            if (read.ec != std::errc()) refuse("it breaks off");
            at = read.ptr;
        }
}

std::uint8_t WordWeights::wording(int sum, std::uint32_t words) const {
    const auto& roots = inverse_roots();
    const auto root = roots[std::min<std::size_t>(words, roots.size() - 1)];
    const double value = static_cast<float>(sum) * root + static_cast<float>(bias_) * steps / unit;
    // halves away from nought, as lround() has it, which is a call for each line
    const auto rounded = static_cast<int>(std::clamp(value, -128.0, 127.0) + (value < 0 ? -0.5 : 0.5));
    return static_cast<std::uint8_t>(128 + rounded);
}

}  // namespace press
