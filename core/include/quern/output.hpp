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

// Translates offsets of one text from bytes into another unit and back, at any place in the same short time.
// The text must outlive it.
class QUERN_API OffsetTranslator {
public:
    OffsetTranslator(std::string_view text, OffsetUnit unit);

    std::uint32_t operator()(std::uint32_t byte_offset) {
        if (is_plain()) return byte_offset;
        const auto& block = filled(byte_offset / block_size);
        const auto in_front = (std::uint64_t{1} << byte_offset % block_size) - 1;
        const auto units = block.before + bits(block.characters & in_front);
        return block.wide == 0 ? units : units + bits(block.wide & in_front);
    }
    // The byte that so many units lead to; nothing behind the end of the text and inside a character.
    std::optional<std::uint32_t> to_byte(std::uint64_t offset);

    // Of the text, in the unit.
    std::uint32_t size() const { return size_; }

private:
    static constexpr std::uint32_t block_size = 64;  // bytes: one bit of a word each
    // Its words are filled in when they are first asked for: few rows ask about few blocks.
    struct Block {
        std::uint64_t characters = 0;  // bytes that begin a character; there is one in each block of UTF-8
        std::uint64_t wide = 0;        // those of them that begin one of two units
        std::uint32_t before = 0;      // units in front of the block
    };
    // std::popcount is a call into a library where the processor may lack an instruction for it.
    static constexpr std::uint32_t bits(std::uint64_t word) {
        word -= word >> 1 & 0x5555555555555555u;
        word = (word & 0x3333333333333333u) + (word >> 2 & 0x3333333333333333u);
        word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
        return static_cast<std::uint32_t>(word * 0x0101010101010101u >> 56);
    }
    const Block& filled(std::size_t number) {
        if (blocks_[number].characters == 0) [[unlikely]]
            fill(number);
        return blocks_[number];
    }
    void fill(std::size_t number);
    // Whether every offset is its own translation.
    bool is_plain() const { return ascii_ || unit_ == OffsetUnit::bytes; }

    std::string_view text_;
    OffsetUnit unit_;
    std::uint32_t size_;
    bool ascii_;
    std::vector<Block> blocks_;
    std::size_t last_ = 0;  // block that to_byte() was in: the next is often near
};

// A file under a temporary name beside its final one, renamed by commit(). Compresses by the ending of the
// final name: .gz or .zst. A file that is replaced hands on its permissions. "-" is stdout. What is not a
// regular file (a pipe, /dev/null) is written as it is. Errors of the system are FatalErrors that name the
// file and the cause. Destroying it uncommitted removes the temporary file, and the folders made for it.
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
