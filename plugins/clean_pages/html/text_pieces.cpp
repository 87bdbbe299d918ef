// SPDX-License-Identifier: MIT
#include "text_pieces.hpp"

#include <algorithm>

#include "references.hpp"

namespace clean_html {
namespace {

class Aligner {
public:
    Aligner(std::string_view raw, std::uint32_t raw_begin, std::string_view text, quern::OffsetMap& origin)
        : raw_(raw), text_(text), raw_begin_(raw_begin), origin_(origin) {}

    std::size_t run() {
        const auto before = origin_.text_size();
        while (i_ < raw_.size()) {
            const auto special = find_special();
            if (!(special == i_ ? take_special() : take_plain(special))) return origin_.truncate(before), 0;
        }
        return j_;
    }

private:
    std::size_t find_special() const {
        const auto is_special = [](char c) { return c == '&' || c == '\r' || c == '\0'; };
        return static_cast<std::size_t>(
            std::find_if(raw_.begin() + static_cast<std::ptrdiff_t>(i_), raw_.end(), is_special) -
            raw_.begin());
    }

    bool take_plain(std::size_t end) {
        if (text_.substr(j_, end - i_) != raw_.substr(i_, end - i_)) return false;
        add(end - i_, end - i_, true);
        return true;
    }

    bool take_special() {
        switch (raw_[i_]) {
            case '\r':
                return take_return();
            case '\0':
                return take_null();
            default:
                return take_reference();
        }
    }

    // CR LF and CR are LF in the text.
    bool take_return() {
        if (text_.substr(j_, 1) != "\n") return text_.substr(j_, 1) == "\r" && (add(1, 1, true), true);
        add(i_ + 1 < raw_.size() && raw_[i_ + 1] == '\n' ? 2 : 1, 1, false);
        return true;
    }

    // A NUL is left out, kept, or replaced by U+FFFD, depending on where it stands.
    bool take_null() {
        if (text_.substr(j_, 1) == std::string_view("\0", 1))
            add(1, 1, true);
        else if (text_.substr(j_, 3) == "\xEF\xBF\xBD")
            add(1, 3, false);
        else
            ++i_;
        return true;
    }

    bool take_reference() {
        const auto [bytes, code_points] = find_reference(raw_.substr(i_));
        if (bytes == 0) {
            if (text_.substr(j_, 1) != "&") return false;
            add(1, 1, true);
            return true;
        }
        auto end = j_;
        for (std::size_t n = 0; n < code_points; ++n) {
            if (end >= text_.size()) return false;
            for (++end; end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80;) ++end;
        }
        add(bytes, end - j_, false);
        return true;
    }

    void add(std::size_t raw_bytes, std::size_t text_bytes, bool copied) {
        const auto begin = raw_begin_ + static_cast<std::uint32_t>(i_);
        const auto size = static_cast<std::uint32_t>(text_bytes);
        if (copied)
            origin_.copied(size, begin);
        else
            origin_.replaced(size, {begin, begin + static_cast<std::uint32_t>(raw_bytes)});
        i_ += raw_bytes, j_ += text_bytes;
    }

    std::string_view raw_, text_;
    std::uint32_t raw_begin_;
    quern::OffsetMap& origin_;
    std::size_t i_ = 0, j_ = 0;
};

}  // namespace

std::size_t align(std::string_view raw, std::uint32_t raw_begin, std::string_view text,
                  quern::OffsetMap& origin) {
    return Aligner(raw, raw_begin, text, origin).run();
}

}  // namespace clean_html
