// SPDX-License-Identifier: MIT
// Reads the files of words that a stage knows a language by. A line is NAME: WORDS; what the words are and
// how they are parted, the stage says.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include <quern/abi.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Calls `use` for one line after another, with what stands before and behind its first colon, blanks around
// either left out. Empty lines and lines that begin with # say nothing. An Error, also one that `use` throws,
// names file and line.
QUERN_API void read_word_file(const std::filesystem::path& file,
                              const std::function<void(std::string_view name, std::string_view words)>& use);

}  // namespace quern::inline QUERN_ABI_NAMESPACE
