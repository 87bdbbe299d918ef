// SPDX-License-Identifier: MIT
#include "pipeline/config_text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "document/utf8.hpp"
#include "pipeline/line_index.hpp"

namespace quern::host {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view too_large = "is too large: it has more than 1 MB";
constexpr std::string_view long_lists = "put long lists into files of their own, and name these in options";

bool starts_as_utf16(std::string_view text) {
    return text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");
}

// Offset of the first byte that may not stand in a configuration.
std::size_t first_bad_byte(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const CodePoint c = code_point_at(text, at);
        const bool line_end = c.value == '\n' || (c.value == '\r' && text.substr(at + 1, 1) == "\n");
        if (c.size == 0 || c.value == 0x7f || (c.value < 0x20 && c.value != '\t' && !line_end)) break;
        at += c.size;
    }
    return at;
}

std::string neighbour(const fs::path& file) {
    std::vector<std::string> names;
    std::error_code none;
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    for (fs::directory_iterator it(folder, none), end; it != end && names.size() < 1000; it.increment(none)) {
        if (none) break;
        const auto ending = it->path().extension();
        if (ending == ".yaml" || ending == ".yml") names.push_back(it->path().filename().string());
    }
    const std::string name = file.filename().string();
    std::string best = nearest(name, names);
    if (best.empty()) best = nearest(name + ".yaml", names);
    return best.empty() ? "" : (file.parent_path() / best).string();
}

// The whole of a file, or as much as shows that it is too large.
std::string read_all(const fs::path& file, std::error_code& error) {
    std::string text;
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return error.assign(errno, std::generic_category()), text;
    std::string buffer(1 << 16, '\0');
    ssize_t got = 0;
    while (text.size() <= max_config_bytes && (got = ::read(descriptor, buffer.data(), buffer.size())) > 0)
        text.append(buffer, 0, static_cast<std::size_t>(got));
    if (got < 0) error.assign(errno, std::generic_category());
    ::close(descriptor);
    return text;
}

}  // namespace

bool check_config_text(const std::shared_ptr<const ConfigSource>& source, Diagnostics& diagnostics) {
    const std::string& text = source->text;
    if (text.size() > max_config_bytes) {
        diagnostics.error({source}, fmt::format("the pipeline {}", too_large), std::string(long_lists));
        return false;
    }
    if (starts_as_utf16(text)) {
        diagnostics.error({source}, "the file is UTF-16", "save it as UTF-8");
        return false;
    }
    const std::size_t bad = first_bad_byte(text);
    if (bad == text.size()) return true;
    const unsigned value = static_cast<unsigned char>(text[bad]);
    const ConfigMark mark = LineIndex(source).mark(bad);
    if (value >= 0x80)
        diagnostics.error(mark, fmt::format("the byte 0x{:02x} is not valid UTF-8", value),
                          "save the file as UTF-8");
    else if (value == '\r')
        diagnostics.error(mark, "a carriage return inside a line", "end lines with a line feed");
    else if (value == 0)
        diagnostics.error(mark, "a NUL byte: this is no text file");
    else
        diagnostics.error(mark, fmt::format("the control character 0x{:02x}", value), "delete it");
    return false;
}

std::shared_ptr<const ConfigSource> read_config_file(const fs::path& file, const ConfigMark& asked,
                                                     Diagnostics& diagnostics) {
    auto source = std::make_shared<ConfigSource>();
    source->name = file.string();
    source->rank = asked.source ? asked.source->rank + 1 : 0;
    source->folder = file.parent_path();
    const auto refuse = [&](std::string why, std::string what_to_do = {}) {
        if (asked.source)
            diagnostics.error(asked, fmt::format("'{}' {}", source->name, why), std::move(what_to_do));
        else
            diagnostics.error({source}, "the pipeline " + std::move(why), std::move(what_to_do));
        return nullptr;
    };
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found) {
        const std::string near = neighbour(file);
        return refuse("does not exist", near.empty() ? "" : fmt::format("did you mean '{}'?", near));
    }
    if (fs::is_directory(status)) return refuse("is a folder", "name the pipeline's file in it");
    source->text = read_all(file, error);
    if (error) return refuse(fmt::format("cannot be read: {}", error.message()));
    if (source->text.size() > max_config_bytes)
        return refuse(std::string(too_large), std::string(long_lists));
    return source;
}

}  // namespace quern::host
