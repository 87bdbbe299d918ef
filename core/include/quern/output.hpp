// SPDX-License-Identifier: MIT
// What exporters share: their common options, and files that appear whole or not at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <quern/abi.hpp>
#include <quern/declaration.hpp>
#include <quern/document.hpp>
#include <quern/schema.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

enum class IfExists { replace, error, append };

// The unit in which an exporter writes begin and end.
enum class OffsetUnit { code_points, bytes, utf16 };
QUERN_API std::string_view to_string(OffsetUnit unit);
QUERN_API std::optional<OffsetUnit> offset_unit_from_string(std::string_view name);

// The options that every exporter has: path, if_exists, layers, offsets.
struct QUERN_API OutputOptions {
    std::filesystem::path path;
    std::string if_exists = "replace";
    std::vector<std::string> layers;
    std::string offsets = "code_points";

    void declare(Declaration& declaration);
    IfExists exists() const;
    OffsetUnit unit() const;
    // Of all layers the ones to write: those that `layers` names, or all but tokens and sentences.
    std::vector<SchemaPtr> chosen(const std::vector<SchemaPtr>& all) const;
};

// Translates byte offsets of one text into another unit. Ascending offsets cost O(1) each; a step back costs
// a search. ASCII texts cost nothing.
class QUERN_API OffsetTranslator {
public:
    OffsetTranslator(std::string_view text, OffsetUnit unit);
    std::uint32_t operator()(std::uint32_t byte_offset);

private:
    std::string_view text_;
    OffsetUnit unit_;
    bool plain_;                        // every offset is its own translation
    std::vector<std::uint32_t> marks_;  // translated offset of every 256th byte
    std::uint32_t last_byte_ = 0, last_unit_ = 0;
};

// A file under a temporary name beside its final one, renamed by commit(). Compresses by the ending of the
// final name: .gz or .zst. "-" is stdout. What is not a regular file (a pipe, /dev/null) is written as it is.
// Errors of the system are FatalErrors that name the file and the cause. Destroying it uncommitted removes
// the temporary file.
class QUERN_API OutputFile {
public:
    // With IfExists::append the old content is carried over first; with error, an existing file is an Error.
    OutputFile(const std::filesystem::path& path, IfExists if_exists);
    ~OutputFile();
    OutputFile(OutputFile&&) noexcept;
    OutputFile& operator=(OutputFile&&) noexcept;

    const std::filesystem::path& path() const;
    // Where the bytes go until commit(): for libraries that write files by themselves (they must not use
    // write()).
    const std::filesystem::path& temporary() const;
    // True when append found something to carry over.
    bool carried_over() const;

    void write(std::string_view bytes);  // buffered
    void flush();                        // everything on disk, compression finished; no write() after it
    void commit();                       // gives the file its final name

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
