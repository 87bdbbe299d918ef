// SPDX-License-Identifier: MIT
// What readers share: finding the files that an input names, and reading them, decompressed.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <quern/abi.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// A pattern over paths as shells have it: * and ? stay within a name, ** runs across folders, [a-z] and
// [!a-z] are sets, a backslash takes the next character as it is. Time is linear in the path, whatever the
// pattern.
class QUERN_API Glob {
public:
    explicit Glob(std::string_view pattern);  // an Error where a set is not closed

    bool matches(std::string_view path) const;
    // Whether a path that goes on behind `folder`/ can match.
    bool reaches_into(std::string_view folder) const;
    // Whether `text` holds any of * ? [
    static bool is_pattern(std::string_view text);

private:
    struct Token {
        enum class Kind : std::uint8_t { one, many, folders, in_folders } kind;
        std::bitset<256> accepts;
    };
    using States =
        std::vector<unsigned char>;  // for each token and the end: whether the match may stand there
    std::size_t read_set(std::string_view pattern, std::size_t at);
    void skip_empty(States& states) const;
    States after(std::string_view path) const;

    std::vector<Token> tokens_;
};

// A file that an input leads to.
struct FoundFile {
    std::string path;        // to open
    std::string id;          // relative to the input that led to it
    std::uint64_t size = 0;  // bytes, as stored
    std::string problem;     // not empty: cannot be read, and why
};

// Finds files one at a time: of each input in turn, ordered by path, byte by byte. An input is a file, a
// folder, which is walked with all folders inside, a pattern, or "-" for stdin. Holds the names in the
// folders that are open, no more.
//
// Each folder is visited once, so that symbolic links may lead in circles: a link to a folder inside the
// input is left aside, since the folder itself is visited. What cannot be read comes out as a file with a
// problem.
class QUERN_API FileWalk {
public:
    struct Rules {
        std::vector<std::string> include;  // patterns: of files to take; none: all
        std::vector<std::string> exclude;  // patterns: of files and folders to leave out
        bool hidden = false;               // take names that begin with a dot as well
    };
    // Patterns without a slash are matched with the name, others with the path below the input. Rules hold
    // for what is found in folders and by patterns; a file that is named is always taken.
    FileWalk(std::vector<std::filesystem::path> inputs, const Rules& rules);
    ~FileWalk();
    FileWalk(FileWalk&&) noexcept;
    FileWalk& operator=(FileWalk&&) noexcept;

    bool next(FoundFile& file);
    // Whether it would come to a file of this path if that were there.
    bool takes(const std::filesystem::path& path) const;
    // How many files and folders `include` and `exclude` have left out so far; a folder counts as one.
    std::uint64_t left_out() const;

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

// A file for reading from front to back; "-" is stdin. What begins like gzip or zstd data is decompressed,
// whatever its name. Throws an Error that says why where the file cannot be opened or read, or is cut short.
class QUERN_API InputFile {
public:
    explicit InputFile(const std::filesystem::path& path);
    ~InputFile();
    InputFile(InputFile&&) noexcept;
    InputFile& operator=(InputFile&&) noexcept;

    // Fills `to` as far as bytes are left; fewer than `size` only at the end of the file.
    std::size_t read(char* to, std::size_t size);
    // The rest; an Error when that is more than `most` bytes.
    std::string read_all(std::uint64_t most);

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

// A path without the ending of a compressed file: page.html.gz is page.html.
QUERN_API std::string_view without_compression_ending(std::string_view path);

}  // namespace quern::inline QUERN_ABI_NAMESPACE
