// SPDX-License-Identifier: MIT
// What figures can be.
#pragma once

#include "atoms.hpp"
#include "meaning.hpp"

namespace tag_dates {

inline bool is_day(const Atom& atom) {
    return atom.is_number() && atom.digits <= 2 && 1 <= atom.value && atom.value <= 31;
}
inline bool is_month(const Atom& atom) {
    return atom.is_number() && atom.digits <= 2 && 1 <= atom.value && atom.value <= 12;
}
inline bool is_year(const Atom& atom) {
    return atom.is_number() && atom.digits == 4 && 1000 <= atom.value && atom.value <= 2999;
}

inline Moment moment(int year, int month, int day) {
    return {true, year, month, day};
}

}  // namespace tag_dates
