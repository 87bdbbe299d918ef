// SPDX-License-Identifier: MIT
// How counts of any size become bytes.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace clean_flat {

// Eight steps for each doubling: the exponent of a float and the first three bits behind its point.
inline std::uint8_t steps(std::uint32_t value) {
    constexpr std::uint32_t of_one = 127 * 8;
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(static_cast<std::int32_t>(value + 1)));
    return static_cast<std::uint8_t>((bits >> 20) - of_one);
}

// Whole quotients, 0 where the divisor is 0. Multiplying by the inverse of a number is much faster than
// dividing by it; the half keeps it exact.
class Divisor {
public:
    constexpr explicit Divisor(std::uint32_t number = 0) : inverse_(number ? 1.0 / number : 0.0) {}
    std::uint32_t into(std::uint32_t value) const {
        return static_cast<std::uint32_t>(
            static_cast<std::int32_t>((static_cast<std::int32_t>(value) + 0.5) * inverse_));
    }
    // Half per cents.
    std::uint32_t share(std::uint32_t part) const { return into(200 * part); }

private:
    double inverse_;
};

// Those of words in a line.
inline Divisor divisor(std::uint32_t number) {
    static constexpr auto small = [] {
        std::array<Divisor, 256> table;
        for (std::uint32_t i = 0; i < table.size(); ++i) table[i] = Divisor(i);
        return table;
    }();
    return number < small.size() ? small[number] : Divisor(number);
}

inline std::uint32_t share(std::uint32_t part, std::uint32_t whole) {
    return divisor(whole).share(part);
}

}  // namespace clean_flat
