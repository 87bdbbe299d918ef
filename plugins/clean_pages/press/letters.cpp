// SPDX-License-Identifier: MIT
#include "letters.hpp"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace press {

SmallLetter small_letter(std::string_view sequence) {
    SmallLetter letter;
    std::copy(sequence.begin(), sequence.end(), letter.bytes.begin());
    letter.size = static_cast<std::uint32_t>(sequence.size());
    std::int32_t read = 0;
    UChar32 code = 0;
    U8_NEXT(sequence.data(), read, static_cast<std::int32_t>(sequence.size()), code);
    if (code < 0) return letter;
    letter.was_capital = u_isupper(code) != 0;
    letter.was_small = u_islower(code) != 0;
    const auto small = u_foldCase(code, U_FOLD_CASE_DEFAULT);
    if (small == code) return letter;
    letter.size = 0;
    U8_APPEND_UNSAFE(letter.bytes, letter.size, small);
    return letter;
}

}  // namespace press
