// SPDX-License-Identifier: MIT
#include "database.hpp"

#include <cstring>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>

namespace export_sqlite {

namespace {

sqlite3* open(const std::filesystem::path& file) {
    sqlite3* handle = nullptr;
    // Calls come one at a time, from whichever thread: no locks needed.
    sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                    nullptr);
    return handle;
}

}  // namespace

Database::Database(const std::filesystem::path& file, std::string shown)
    : shown_(std::move(shown)), handle_(open(file)) {
    if (!handle_ || sqlite3_errcode(handle_.get()) != SQLITE_OK) fail();
}

void Database::fail() const {
    auto* db = handle_.get();
    const int code = db ? sqlite3_errcode(db) : SQLITE_NOMEM;
    std::string cause = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    const bool system = (code == SQLITE_IOERR || code == SQLITE_CANTOPEN) && sqlite3_system_errno(db) != 0;
    if (system) cause += fmt::format(" ({})", std::strerror(sqlite3_system_errno(db)));
    std::string hint;
    if (code == SQLITE_FULL || code == SQLITE_IOERR)
        hint = "make room or write elsewhere; nothing was left under its final name";
    if (code == SQLITE_NOTADB)
        hint = "only a database can be appended to; set if_exists to replace, or another path";
    if (code == SQLITE_BUSY) hint = "another program holds it; close that first";
    throw quern::FatalError(fmt::format("cannot write {}: {}", shown_, cause), hint);
}

void Database::execute(const std::string& sql) {
    if (sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void Database::copy_from(const std::filesystem::path& file) {
    Database source(file, shown_);
    auto* backup = sqlite3_backup_init(handle(), "main", source.handle(), "main");
    if (!backup) fail();
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK) fail();
}

void Database::close() {
    if (sqlite3_close(handle()) != SQLITE_OK) fail();
    static_cast<void>(handle_.release());
}

Statement::Statement(Database& database, const std::string& sql) : database_(&database) {
    sqlite3_stmt* handle = nullptr;
    check(sqlite3_prepare_v3(database.handle(), sql.c_str(), static_cast<int>(sql.size()) + 1,
                             SQLITE_PREPARE_PERSISTENT, &handle, nullptr));
    handle_.reset(handle);
}

void Statement::run() {
    if (sqlite3_step(get()) != SQLITE_DONE) database_->fail();
    check(sqlite3_reset(get()));
}

bool Statement::next() {
    const int code = sqlite3_step(get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) database_->fail();
    return code == SQLITE_ROW;
}

std::string Statement::text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(get(), column));
    return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(get(), column)))
                : std::string();
}

std::optional<std::int64_t> Statement::integer(int column) const {
    if (sqlite3_column_type(get(), column) == SQLITE_NULL) return {};
    return sqlite3_column_int64(get(), column);
}

std::string quote_name(std::string_view name) {
    std::string result = "\"";
    for (const char c : name) {
        if (c == '"') result += '"';
        result += c;
    }
    return result += '"';
}

}  // namespace export_sqlite
