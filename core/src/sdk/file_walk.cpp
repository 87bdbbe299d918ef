// SPDX-License-Identifier: MIT
#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/input.hpp>

#include "sdk/path_parts.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace fs = std::filesystem;

namespace {

// Names of one folder in the order of paths, those of folders with a slash behind. One block of memory for
// all: a folder may hold millions.
class Names {
public:
    void add(std::string_view name, bool folder) {
        starts_.push_back(bytes_.size());
        bytes_ += name;
        if (folder) bytes_ += '/';
        bytes_ += '\0';
    }
    // With the slash behind them, folders fall into the place that the paths below them have.
    void sort() {
        std::sort(starts_.begin(), starts_.end(),
                  [this](std::size_t a, std::size_t b) { return at(a) < at(b); });
    }
    std::optional<std::string_view> next() {
        if (taken_ == starts_.size()) return {};
        return at(starts_[taken_++]);
    }

private:
    std::string_view at(std::size_t start) const { return bytes_.data() + start; }
    std::string bytes_;
    std::vector<std::size_t> starts_;
    std::size_t taken_ = 0;
};

bool any_matches(const std::vector<std::pair<Glob, bool>>& globs, std::string_view id) {
    const auto name = id.substr(id.rfind('/') + 1);
    return std::any_of(globs.begin(), globs.end(),
                       [&](const auto& glob) { return glob.first.matches(glob.second ? id : name); });
}

std::vector<std::pair<Glob, bool>> compiled(const std::vector<std::string>& patterns) {
    std::vector<std::pair<Glob, bool>> globs;
    for (const auto& pattern : patterns)
        globs.emplace_back(Glob(pattern), pattern.find('/') != std::string::npos);
    return globs;
}

// The folder that an input is walked from, and the pattern of what is taken in it; nothing for an input that
// is no folder.
std::optional<std::pair<std::string, std::optional<Glob>>> start_of(const fs::path& input) {
    const auto path = input.string();
    struct stat status {};
    const bool exists = path == "-" || ::stat(path.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) return std::pair(path, std::optional<Glob>());
    if (exists || !Glob::is_pattern(path)) return {};
    const auto [folder, pattern] = fixed_part(path);
    return std::pair(folder, std::optional<Glob>(pattern));
}

}  // namespace

struct FileWalk::Body {
    struct Folder {
        std::string path, id;  // both empty or with a slash behind
        Names names;
    };

    std::vector<fs::path> inputs;
    std::size_t next_input = 0;
    std::vector<std::pair<Glob, bool>> include, exclude;  // and whether it is matched with the whole path
    bool hidden = false;

    std::string root;            // of the input that is being walked, links resolved
    std::optional<Glob> wanted;  // the input's own pattern
    std::vector<Folder> open;    // the folder being visited last
    std::set<std::pair<dev_t, ino_t>> visited;
    std::uint64_t left_out = 0;  // by include and exclude

    bool begin_input(const fs::path& input, FoundFile& file);
    void enter(const std::string& path, std::string id, FoundFile& file);
    int list(DIR* stream, Folder& folder);
    bool is_meant(std::string_view id, bool folder) const { return is_meant(wanted, id, folder); }
    bool is_meant(const std::optional<Glob>& wanted, std::string_view id, bool folder) const;
    bool passes_rules(std::string_view id, bool folder) const;
    bool leads_back(const std::string& path) const;
};

// Whether the input leads there, include and exclude left aside.
bool FileWalk::Body::is_meant(const std::optional<Glob>& wanted, std::string_view id, bool folder) const {
    if (!hidden && id.substr(id.rfind('/') + 1).starts_with('.')) return false;
    return !wanted || (folder ? wanted->reaches_into(id) : wanted->matches(id));
}

bool FileWalk::Body::passes_rules(std::string_view id, bool folder) const {
    if (any_matches(exclude, id)) return false;
    return folder || include.empty() || any_matches(include, id);
}

// Returns the error that ended the list early, or 0.
int FileWalk::Body::list(DIR* stream, Folder& folder) {
    for (;;) {
        errno = 0;  // by which alone an error differs from the end
        const auto* entry = ::readdir(stream);
        if (!entry) break;
        const std::string_view name = entry->d_name;
        if (name == "." || name == "..") continue;
        bool is_folder = entry->d_type == DT_DIR;
        if (entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN) {
            struct stat status {};
            is_folder =
                ::stat((folder.path + entry->d_name).c_str(), &status) == 0 && S_ISDIR(status.st_mode);
        }
        const auto id = folder.id + entry->d_name;
        if (!is_meant(id, is_folder)) continue;
        if (passes_rules(id, is_folder))
            folder.names.add(name, is_folder);
        else
            ++left_out;
    }
    const int error = errno;
    folder.names.sort();
    return error;
}

// Whether a path is a symbolic link into the input that is being walked.
bool FileWalk::Body::leads_back(const std::string& path) const {
    std::error_code error;
    if (!fs::is_symlink(path, error)) return false;
    const auto target = fs::canonical(path, error).string() + "/";
    return !error && target.starts_with(root);
}

// Opens a folder; sets the problem where it cannot be. `path` and `id` end in a slash or are empty.
void FileWalk::Body::enter(const std::string& path, std::string id, FoundFile& file) {
    const auto bare = path.empty()      ? std::string(".")
                      : path.size() > 1 ? path.substr(0, path.size() - 1)
                                        : path;
    const auto complain = [&](const char* what, int error) {
        file.path = bare;
        file.id = id.empty() ? bare : id.substr(0, id.size() - 1);
        file.size = 0;
        file.problem = fmt::format("the folder cannot be {}: {}", what, std::strerror(error));
    };
    struct stat status {};
    if (::stat(bare.c_str(), &status) != 0) return complain("opened", errno);
    if (leads_back(bare) && !open.empty()) return;
    if (!visited.emplace(status.st_dev, status.st_ino).second) return;
    DIR* stream = ::opendir(bare.c_str());
    if (!stream) return complain("opened", errno);
    Folder folder{path, id, {}};
    const int error = list(stream, folder);
    ::closedir(stream);
    open.push_back(std::move(folder));
    if (error != 0) complain("read to its end", error);
}

// Returns true where the input gives a file, or a problem, at once.
bool FileWalk::Body::begin_input(const fs::path& input, FoundFile& file) {
    visited.clear();
    auto start = start_of(input);
    if (!start) {
        struct stat status {};
        file = {input.string(), input.filename().string(), 0, {}};
        if (input == "-" || ::stat(input.c_str(), &status) == 0)
            file.size = static_cast<std::uint64_t>(status.st_size);
        else
            file.problem = fmt::format("cannot be found: {}", std::strerror(errno));
        return true;
    }
    auto& path = start->first;
    wanted = std::move(start->second);
    if (!path.empty() && !path.ends_with('/')) path += '/';
    std::error_code error;
    root = fs::canonical(path.empty() ? "." : path, error).string();
    if (!root.ends_with('/')) root += '/';
    file.problem.clear();
    enter(path, "", file);
    return !file.problem.empty();
}

FileWalk::FileWalk(std::vector<fs::path> inputs, const Rules& rules) : body_(std::make_unique<Body>()) {
    body_->inputs = std::move(inputs);
    body_->include = compiled(rules.include);
    body_->exclude = compiled(rules.exclude);
    body_->hidden = rules.hidden;
}
FileWalk::~FileWalk() = default;
FileWalk::FileWalk(FileWalk&&) noexcept = default;
FileWalk& FileWalk::operator=(FileWalk&&) noexcept = default;

namespace {

// What stands at a path that a walk came to.
void look_at(FoundFile& file) {
    struct stat status {};
    file.size = 0;
    file.problem.clear();
    if (::stat(file.path.c_str(), &status) != 0) {
        const int reason = errno;
        std::error_code error;
        const auto target = fs::read_symlink(file.path, error);
        file.problem = error ? fmt::format("cannot be found: {}", std::strerror(reason))
                             : fmt::format("a symbolic link to {}, which cannot be found: {}",
                                           target.string(), std::strerror(reason));
    } else if (!S_ISREG(status.st_mode)) {
        file.problem = "not a regular file";
    } else {
        file.size = static_cast<std::uint64_t>(status.st_size);
    }
}

}  // namespace

bool FileWalk::takes(const fs::path& path) const {
    const auto whole = whole_path(path).string();
    return std::any_of(body_->inputs.begin(), body_->inputs.end(), [&](const fs::path& input) {
        const auto start = start_of(input);
        auto root = whole_path(start ? fs::path(start->first) : input).string();
        if (!start) return input != "-" && root == whole;
        if (!root.ends_with('/')) root += '/';
        if (!whole.starts_with(root)) return false;
        const auto id = std::string_view(whole).substr(root.size());
        for (auto end = id.find('/');; end = id.find('/', end + 1)) {
            const bool folder = end != std::string_view::npos;
            const auto part = id.substr(0, end);
            if (!body_->is_meant(start->second, part, folder) || !body_->passes_rules(part, folder))
                return false;
            if (!folder) return true;
        }
    });
}

std::uint64_t FileWalk::left_out() const {
    return body_->left_out;
}

bool FileWalk::next(FoundFile& file) {
    auto& body = *body_;
    for (;;) {
        if (body.open.empty()) {
            if (body.next_input == body.inputs.size()) return false;
            if (body.begin_input(body.inputs[body.next_input++], file)) return true;
            continue;
        }
        auto& folder = body.open.back();
        const auto name = folder.names.next();
        if (!name) {
            body.open.pop_back();
            continue;
        }
        file.path = folder.path + std::string(*name);
        file.id = folder.id + std::string(*name);
        if (!name->ends_with('/')) {
            look_at(file);
            return true;
        }
        file.problem.clear();
        body.enter(std::string(file.path), std::string(file.id), file);
        if (!file.problem.empty()) return true;
    }
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
