// SPDX-License-Identifier: MIT
// Cuts a file of columns into documents, with no more than one of them in memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <quern/input.hpp>

namespace read_conll {

// A document's lines as they stand in the file.
struct Cut {
    std::string bytes;  // empty where there are more than may be held
    std::string id;     // of "# newdoc id = …"
    std::uint64_t size = 0;
    std::uint64_t offset = 0;  // in the file, decompressed
    std::uint64_t line = 1;    // number of the first
};

class DocumentCutter {
public:
    // Documents above `most` bytes are passed over without being stored. A file that does not say where
    // documents begin is cut behind every `most_sentences`; 0: never.
    DocumentCutter(quern::InputFile file, std::uint64_t most, std::uint64_t most_sentences);

    // The next document; false at the end. A document begins with a line -DOCSTART-, or with "# newdoc";
    // lines in front of the first belong to one as well, unless they are empty. Throws what reading throws.
    bool next(Cut& cut);
    // Whether the file says itself where documents begin, or is cut into several; known once the first is
    // cut.
    bool has_several() const { return has_marks_ || is_cut_; }

private:
    bool is_full(std::uint64_t sentences) const {
        return most_sentences_ != 0 && sentences == most_sentences_;
    }
    bool next_line();
    bool fill();

    quern::InputFile file_;
    std::uint64_t most_, most_sentences_;
    std::string buffer_;
    std::size_t at_ = 0;
    bool begun_ = false;                     // the file's first bytes were read
    std::string line_;                       // with its line break
    bool line_taken_ = true;                 // line_ is in a document already
    std::uint64_t offset_ = 0, number_ = 0;  // of line_
    bool has_marks_ = false, is_cut_ = false;
};

}  // namespace read_conll
