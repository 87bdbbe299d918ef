// SPDX-License-Identifier: MIT
// Web addresses, e-mail addresses, file and host names: words with punctuation inside.
#pragma once

#include <cstdint>
#include <string_view>

namespace segment_text {

// End of the web address that begins at `at` with a scheme or "www."; `at` itself where none does.
std::uint32_t web_address_end(std::string_view text, std::uint32_t at);

// End of the e-mail address that begins at `at` and has its @ at `sign`; `at` itself where none does.
std::uint32_t mail_address_end(std::string_view text, std::uint32_t at, std::uint32_t sign);

// True where `label`, after a period, ends the name of a host or a file: "com", "uk", "pdf".
bool is_name_ending(std::string_view label);

}  // namespace segment_text
