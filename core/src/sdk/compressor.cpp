// SPDX-License-Identifier: MIT
#include "sdk/compressor.hpp"

#include <zlib.h>
#include <zstd.h>

#include <limits>
#include <string>
#include <utility>

#include <quern/error.hpp>

namespace quern {

namespace {

class Gzip final : public Compressor {
public:
    explicit Gzip(Sink sink) : sink_(std::move(sink)), buffer_(1 << 16, '\0') {
        constexpr int gzip_window = 15 + 16;  // 16 asks zlib for gzip's header and trailer
        if (deflateInit2(&stream_, 6, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            throw FatalError("zlib cannot start compressing");
    }
    ~Gzip() override { deflateEnd(&stream_); }
    Gzip(const Gzip&) = delete;
    Gzip& operator=(const Gzip&) = delete;

    void write(std::string_view bytes) override {
        constexpr std::size_t most = std::numeric_limits<uInt>::max();
        for (; !bytes.empty(); bytes.remove_prefix(std::min(most, bytes.size())))
            run(bytes.substr(0, most), Z_NO_FLUSH);
    }
    void finish() override { run({}, Z_FINISH); }

private:
    void run(std::string_view bytes, int mode) {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
            stream_.avail_out = static_cast<uInt>(buffer_.size());
            if (deflate(&stream_, mode) == Z_STREAM_ERROR) throw FatalError("zlib failed while compressing");
            sink_({buffer_.data(), buffer_.size() - stream_.avail_out});
        } while (stream_.avail_out == 0);
    }

    Sink sink_;
    std::string buffer_;
    z_stream stream_{};
};

class Zstd final : public Compressor {
public:
    explicit Zstd(Sink sink)
        : sink_(std::move(sink)), context_(ZSTD_createCCtx()), buffer_(ZSTD_CStreamOutSize(), '\0') {
        if (!context_) throw FatalError("zstd cannot start compressing");
        ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
    }
    void write(std::string_view bytes) override { run(bytes, ZSTD_e_continue); }
    void finish() override { run({}, ZSTD_e_end); }

private:
    void run(std::string_view bytes, ZSTD_EndDirective mode) {
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        for (bool done = false; !done;) {
            ZSTD_outBuffer out{buffer_.data(), buffer_.size(), 0};
            const auto left = ZSTD_compressStream2(context_.get(), &out, &in, mode);
            if (ZSTD_isError(left)) throw FatalError(std::string("zstd: ") + ZSTD_getErrorName(left));
            sink_({buffer_.data(), out.pos});
            done = mode == ZSTD_e_end ? left == 0 : in.pos == in.size;
        }
    }

    struct Free {
        void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    };
    Sink sink_;
    std::unique_ptr<ZSTD_CCtx, Free> context_;
    std::string buffer_;
};

}  // namespace

std::unique_ptr<Compressor> Compressor::for_path(const std::filesystem::path& path, Sink sink) {
    const auto ending = path.extension();
    if (ending == ".gz") return std::make_unique<Gzip>(std::move(sink));
    if (ending == ".zst") return std::make_unique<Zstd>(std::move(sink));
    return nullptr;
}

}  // namespace quern
