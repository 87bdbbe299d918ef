// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace read_files {

// The charset that a page declares in a <meta> element or an XML declaration near its beginning, as ICU
// should read it: browsers take ISO-8859-1 for windows-1252, and so on. Empty where it declares none.
std::string declared_charset(std::string_view page);

}  // namespace read_files
