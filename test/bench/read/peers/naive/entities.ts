import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@ObjectType()
@Entity({ schema: 'bench', name: 'trade_union' })
export class TradeUnion {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Field(() => String, { nullable: true }) @Column('text') code!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') name!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') kind!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') region!: string | null;

  @Field(() => ID, { nullable: true }) @Column('uuid') parentId!: string | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'household' })
export class Household {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Field(() => String, { nullable: true }) @Column('text') fileNumber!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') workerName!: string | null;

  @Field(() => ID, { nullable: true }) @Column('uuid') stewardId!: string | null;

  @Field(() => ID, { nullable: true }) @Column('uuid') workerId!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') region!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') farmRegion!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') migrant!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') unionMember!: boolean | null;

  @Field(() => String, { nullable: true }) @Column('text') contractKind!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') contractFrom!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') contractTo!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') retiredSocialised!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') singleParent!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') severeHardship!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') refusedVerification!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') concealment!: boolean | null;

  @Field(() => String, { nullable: true }) @Column('bigint') savingsFen!: string | null;

  @Field(() => String, { nullable: true }) @Column('bigint') investmentsFen!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') commercialProperty!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') ownsShop!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') employsOthers!: boolean | null;

  @Field(() => String, { nullable: true }) @Column('text') mainCause!: string | null;

  @Field(() => [String], { nullable: true }) @Column('text', { array: true }) otherCauses!: string[] | null;

  @Field(() => String, { nullable: true }) @Column('text') declaredClass!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') applicationKind!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') housingKind!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') zeroEmployment!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') selfHelp!: boolean | null;

  @Field(() => String, { nullable: true }) @Column('text') keyGroup!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') liftTarget!: boolean | null;

  @Field(() => String, { nullable: true }) @Column('bigint') declaredAnnualFen!: string | null;

  @Field(() => Int, { nullable: true }) @Column('int') declaredPopulation!: number | null;

  @Field(() => String, { nullable: true }) @Column('text') filedBy!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') checkedBy!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') enteredBy!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') bank!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') bankBranch!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') postcode!: string | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'person' })
export class Person {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Field(() => String, { nullable: true }) @Column('text') name!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') sex!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') birthDay!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') ethnicity!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') politicalStatus!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') maritalStatus!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') registrationType!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') registeredRegion!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') modelWorker!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') workState!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') workedFrom!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') medicalInsurance!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') education!: string | null;

  @Field(() => Int, { nullable: true }) @Column('int') enrolledYear!: number | null;

  @Field(() => Int, { nullable: true }) @Column('int') schoolYears!: number | null;

  @Field(() => String, { nullable: true }) @Column('text') workplaceOrSchool!: string | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'member' })
export class Member {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => ID, { nullable: true }) @Column('uuid') personId!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') relation!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') inRegister!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') livesTogether!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') countedByDecision!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') employmentKnown!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') ableToWork!: boolean | null;

  @Field(() => String, { nullable: true }) @Column('bigint') declaredMonthlyIncomeFen!: string | null;

  @Field(() => Int, { nullable: true }) @Column('int') refusedJobOffers!: number | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') farms!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') inEducation!: boolean | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'employment' })
export class Employment {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => ID, { nullable: true }) @Column('uuid') membershipId!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') status!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') from!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') to!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') employer!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') employerKind!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') industry!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') contractTerm!: string | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'income' })
export class Income {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => ID, { nullable: true }) @Column('uuid') membershipId!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') kind!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') relief!: boolean | null;

  @Field(() => String, { nullable: true }) @Column('bigint') amountFen!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') from!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') to!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') verified!: boolean | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'deduction' })
export class Deduction {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => ID, { nullable: true }) @Column('uuid') membershipId!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') kind!: string | null;

  @Field(() => String, { nullable: true }) @Column('bigint') amountFen!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') from!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') to!: string | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'expense' })
export class Expense {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => ID, { nullable: true }) @Column('uuid') membershipId!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') kind!: string | null;

  @Field(() => String, { nullable: true }) @Column('bigint') amountFen!: string | null;

  @Field(() => String, { nullable: true }) @Column('bigint') reimbursedFen!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') from!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') to!: string | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'event' })
export class HardshipEvent {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => String, { nullable: true }) @Column('text') kind!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') date!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') grave!: boolean | null;

  @Field(() => String, { nullable: true }) @Column('bigint') costFen!: string | null;

  @Field(() => String, { nullable: true }) @Column('bigint') compensatedFen!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') compensationInPlace!: boolean | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'dwelling' })
export class Dwelling {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => String, { nullable: true }) @Column('bigint') area!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') from!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') to!: string | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'vehicle' })
export class Vehicle {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => String, { nullable: true }) @Column('text') vehicleKind!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') owned!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') regularUse!: boolean | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') asEmployee!: boolean | null;

  @Field(() => String, { nullable: true }) @Column('text') exemptionRule!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') from!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') to!: string | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'schooling' })
export class Schooling {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => ID, { nullable: true }) @Column('uuid') membershipId!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') private!: boolean | null;

  @Field(() => String, { nullable: true }) @Column('bigint') tuitionFen!: string | null;

  @Field(() => String, { nullable: true }) @Column('bigint') publicTuitionFen!: string | null;

  @Field(() => Boolean, { nullable: true }) @Column('boolean') abroadSelfFunded!: boolean | null;

  @Field(() => String, { nullable: true }) @Column('text') school!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') from!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') to!: string | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'dibao' })
export class DibaoSpell {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => String, { nullable: true }) @Column('date') from!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') to!: string | null;

  @Field(() => String, { nullable: true }) @Column('bigint') monthlyFen!: string | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'archive_file' })
export class ArchiveFile {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => ID, { nullable: true }) @Column('uuid') stewardId!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') number!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') level!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') category!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') hardshipClass!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') state!: string | null;
}

@ObjectType()
@Entity({ schema: 'bench', name: 'disbursement' })
export class Disbursement {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;

  @Column('uuid') householdId!: string;

  @Field(() => ID, { nullable: true }) @Column('uuid') membershipId!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') fileNumber!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') source!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') aidType!: string | null;

  @Field(() => String, { nullable: true }) @Column('bigint') amountFen!: string | null;

  @Field(() => String, { nullable: true }) @Column('date') paidOn!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') bank!: string | null;

  @Field(() => String, { nullable: true }) @Column('text') payee!: string | null;
}
