// SPDX-License-Identifier: MIT
#pragma once

#include <unicode/ucnv.h>

#include <memory>
#include <string>

namespace read_files {

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// ICU's converter for a charset; null where it knows none of that name.
inline Converter open_converter(const std::string& charset) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(charset.c_str(), &status));
    return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

}  // namespace read_files
