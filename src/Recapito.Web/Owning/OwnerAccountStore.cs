using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>What ASP.NET Core Identity asks of a store, over ours. An owner is made by a link only (<see cref="OwnerStore.Replace"/>).</summary>
internal sealed class OwnerAccountStore(OwnerStore owners)
    : IUserPasswordStore<OwnerAccount>, IUserSecurityStampStore<OwnerAccount>, IUserLockoutStore<OwnerAccount>, IUserPasskeyStore<OwnerAccount>
{
    private const string OnlyByLink = "an owner is made and replaced by a link only";

    /// <summary>A passkey as it is kept.</summary>
    public static StoredPasskey Stored(UserPasskeyInfo passkey) => new(passkey.CredentialId, JsonSerializer.Serialize(new IdentityPasskeyData
    {
        PublicKey = passkey.PublicKey,
        Name = passkey.Name,
        CreatedAt = passkey.CreatedAt,
        SignCount = passkey.SignCount,
        Transports = passkey.Transports,
        IsUserVerified = passkey.IsUserVerified,
        IsBackupEligible = passkey.IsBackupEligible,
        IsBackedUp = passkey.IsBackedUp,
        AttestationObject = passkey.AttestationObject,
        ClientDataJson = passkey.ClientDataJson,
    }));

    public Task<OwnerAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(Find() is { } owner && owner.Stored.Id == userId ? owner : null);

    public Task<OwnerAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Task.FromResult(OwnerAccount.Name.Equals(normalizedUserName, StringComparison.OrdinalIgnoreCase) ? Find() : null);

    public Task<string> GetUserIdAsync(OwnerAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Stored.Id);

    public Task<string?> GetUserNameAsync(OwnerAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(OwnerAccount.Name);

    public Task<string?> GetNormalizedUserNameAsync(OwnerAccount user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    // The name is always the same.
    public Task SetUserNameAsync(OwnerAccount user, string? userName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetNormalizedUserNameAsync(OwnerAccount user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IdentityResult> CreateAsync(OwnerAccount user, CancellationToken cancellationToken) => throw new NotSupportedException(OnlyByLink);

    public Task<IdentityResult> DeleteAsync(OwnerAccount user, CancellationToken cancellationToken) => throw new NotSupportedException(OnlyByLink);

    public Task<IdentityResult> UpdateAsync(OwnerAccount user, CancellationToken cancellationToken)
    {
        owners.Update(user.Stored);
        return Task.FromResult(IdentityResult.Success);
    }

    public Task<string?> GetPasswordHashAsync(OwnerAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Stored.Password);

    public Task<bool> HasPasswordAsync(OwnerAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Stored.Password is not null);

    // Identity hashes again what was hashed by an older way.
    public Task SetPasswordHashAsync(OwnerAccount user, string? passwordHash, CancellationToken cancellationToken) => Set(user, user.Stored with { Password = passwordHash });

    public Task<string?> GetSecurityStampAsync(OwnerAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Stored.Stamp);

    public Task SetSecurityStampAsync(OwnerAccount user, string stamp, CancellationToken cancellationToken) => throw new NotSupportedException(OnlyByLink);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(OwnerAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Stored.LockedUntil);

    public Task SetLockoutEndDateAsync(OwnerAccount user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(user, user.Stored with { LockedUntil = lockoutEnd });

    public Task<int> IncrementAccessFailedCountAsync(OwnerAccount user, CancellationToken cancellationToken)
    {
        user.Stored = user.Stored with { Failures = user.Stored.Failures + 1 };
        return Task.FromResult(user.Stored.Failures);
    }

    public Task ResetAccessFailedCountAsync(OwnerAccount user, CancellationToken cancellationToken) => Set(user, user.Stored with { Failures = 0 });

    public Task<int> GetAccessFailedCountAsync(OwnerAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Stored.Failures);

    public Task<bool> GetLockoutEnabledAsync(OwnerAccount user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(OwnerAccount user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AddOrUpdatePasskeyAsync(OwnerAccount user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        owners.Update(Stored(passkey)) ? Task.CompletedTask : throw new NotSupportedException(OnlyByLink);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(OwnerAccount user, CancellationToken cancellationToken) => Task.FromResult<IList<UserPasskeyInfo>>([.. Passkeys(user)]);

    public Task<OwnerAccount?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(Find() is { } owner && Passkeys(owner).Any(passkey => passkey.CredentialId.AsSpan().SequenceEqual(credentialId)) ? owner : null);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(OwnerAccount user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(Passkeys(user).FirstOrDefault(passkey => passkey.CredentialId.AsSpan().SequenceEqual(credentialId)));

    public Task RemovePasskeyAsync(OwnerAccount user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException(OnlyByLink);

    public void Dispose()
    {
        // connections are closed where they are opened
    }

    private static Task Set(OwnerAccount user, StoredOwner changed)
    {
        user.Stored = changed;
        return Task.CompletedTask;
    }

    private OwnerAccount? Find() => owners.Find() is { } stored ? new(stored) : null;

    private IEnumerable<UserPasskeyInfo> Passkeys(OwnerAccount user) => owners.Find()?.Id == user.Stored.Id ? owners.Passkeys().Select(Read) : [];

    private static UserPasskeyInfo Read(StoredPasskey kept)
    {
        var data = JsonSerializer.Deserialize<IdentityPasskeyData>(kept.Data)!;
        return new(kept.Id, data.PublicKey, data.CreatedAt, data.SignCount, data.Transports, data.IsUserVerified, data.IsBackupEligible, data.IsBackedUp, data.AttestationObject, data.ClientDataJson) { Name = data.Name };
    }
}
