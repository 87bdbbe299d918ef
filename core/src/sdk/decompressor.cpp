// SPDX-License-Identifier: MIT
#include "sdk/decompressor.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include <quern/error.hpp>

namespace quern {

namespace {

constexpr std::size_t buffer_size = 1 << 16;

[[noreturn]] void cut_short(const char* format) {
    throw Error(std::string("its ") + format + " data is cut short",
                "was the file copied or downloaded in full?");
}
[[noreturn]] void damaged(const char* format, const char* why) {
    throw Error(std::string("its ") + format + " data is damaged: " + (why ? why : "unknown error"));
}

class Gunzip final : public Decompressor {
public:
    explicit Gunzip(Source source) : source_(std::move(source)), buffer_(buffer_size, '\0') {
        constexpr int gzip_window = 15 + 16;  // 16 asks zlib for gzip's header and trailer
        if (inflateInit2(&stream_, gzip_window) != Z_OK) throw Error("zlib cannot start decompressing");
    }
    ~Gunzip() override { inflateEnd(&stream_); }
    Gunzip(const Gunzip&) = delete;
    Gunzip& operator=(const Gunzip&) = delete;

    std::size_t read(char* to, std::size_t size) override {
        stream_.next_out = reinterpret_cast<Bytef*>(to);
        stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
        const auto wanted = stream_.avail_out;
        while (stream_.avail_out != 0 && !ended_) {
            if (stream_.avail_in == 0 && !refill()) {
                if (inside_) cut_short("gzip");
                ended_ = true;
                break;
            }
            if (!inside_ && !next_member()) break;
            const int outcome = inflate(&stream_, Z_NO_FLUSH);
            if (outcome == Z_STREAM_END)
                inside_ = false;
            else if (outcome != Z_OK && outcome != Z_BUF_ERROR)
                damaged("gzip", stream_.msg);
        }
        return wanted - stream_.avail_out;
    }

private:
    bool refill() {
        stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
        stream_.avail_in = static_cast<uInt>(source_(buffer_.data(), buffer_.size()));
        return stream_.avail_in != 0;
    }
    // A file may hold several members, one behind the other, and end in padding of zeros.
    bool next_member() {
        while (stream_.avail_in != 0 && *stream_.next_in == 0) ++stream_.next_in, --stream_.avail_in;
        if (stream_.avail_in == 0) return true;
        inflateReset(&stream_);
        return inside_ = true;
    }

    Source source_;
    std::string buffer_;
    z_stream stream_{};
    bool inside_ = true;  // a member has begun and not ended
    bool ended_ = false;
};

class Unzstd final : public Decompressor {
public:
    explicit Unzstd(Source source)
        : source_(std::move(source)), context_(ZSTD_createDCtx()), buffer_(ZSTD_DStreamInSize(), '\0') {
        if (!context_) throw Error("zstd cannot start decompressing");
    }

    std::size_t read(char* to, std::size_t size) override {
        ZSTD_outBuffer out{to, size, 0};
        while (out.pos != out.size) {
            const auto before = std::pair(in_.pos, out.pos);
            const auto hint = ZSTD_decompressStream(context_.get(), &out, &in_);
            if (ZSTD_isError(hint)) damaged("zstd", ZSTD_getErrorName(hint));
            if (before != std::pair(in_.pos, out.pos)) inside_ = hint != 0;
            if (out.pos == out.size || in_.pos != in_.size) continue;
            in_ = {buffer_.data(), source_(buffer_.data(), buffer_.size()), 0};
            if (in_.size != 0) continue;
            if (inside_) cut_short("zstd");
            break;
        }
        return out.pos;
    }

private:
    struct Free {
        void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
    };
    Source source_;
    std::unique_ptr<ZSTD_DCtx, Free> context_;
    std::string buffer_;
    ZSTD_inBuffer in_{nullptr, 0, 0};
    bool inside_ = true;  // a frame has begun and not ended
};

}  // namespace

std::unique_ptr<Decompressor> Decompressor::for_data(std::string_view beginning, Source source) {
    if (beginning.starts_with("\x1f\x8b")) return std::make_unique<Gunzip>(std::move(source));
    if (beginning.starts_with("\x28\xb5\x2f\xfd")) return std::make_unique<Unzstd>(std::move(source));
    return nullptr;
}

}  // namespace quern
